"""How a day is kept: the events, on SQLite or PostgreSQL.

Read `journal.py` first: what a journal promises, on both engines alike. `opening.py` opens one;
`batch.py` is the only way to write; `texts.py` says what is kept apart from the events, to be
erased; `errors.py` says what may go wrong. The engines are `sqlite.py` and `postgres.py` (with
`notices.py`: what other processes wrote); both speak the SQL of `batch.py`, `journal.py`,
`texts.py` and `migrations/` unchanged.
"""
