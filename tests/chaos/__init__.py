"""The test bed of faults: people at work, somebody who breaks things, and a witness.

`ledger.py` holds what the system has acknowledged to people, and what displays have shown;
`people.py` are those people; `witness.py` says afterwards what was lost, doubled or out of order;
`evidence.py` fetches what it looks at. `forge.py` starts servers fast enough to kill a thousand,
`proxy.py` is a bad network, `power.py` a forgetful disk. The faults themselves are `kills.py`,
`networks.py`, `kiosks.py`, `clocks.py`, `storages.py`, `pairs.py` and `blackouts.py`. The tests
here run each of them shortly; `make chaos` runs them for long and writes the table of
docs/reliability.md.
"""
