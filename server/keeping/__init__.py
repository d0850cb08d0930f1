"""Keeping an installation's days safe: `antrean backup`, `antrean restore`, `antrean verify`.

`backup.py` and `restore.py` copy an SQLite database as a whole (PostgreSQL brings `pg_dump` and
`pg_restore`); `verify.py` reads a database of either engine and says what in it does not add up,
`one_day.py` for one day of one office, by `plausible.py`. docs/reliability.md tells operators how
to use them.
"""
