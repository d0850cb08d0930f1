"""The rules of a walk-in office, pure: no I/O, no clock, no asyncio. `now` and ids come in.

Read `day.py` first: the state of one office on one day. `decide.py` says which rule answers
which command, `apply.py` which event changes what; the rules themselves live by noun
(`tickets`, `bursts`, `slips`, `claims`, `leaving`, `returns`, `calls`, `counters`, `services`,
`days`). `line.py` holds the order of calling.
"""
