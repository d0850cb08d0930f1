"""Personal data under lock and key: the file of keys, sealing and opening, and changing the keys.

What is kept where, and for how long: docs/personal-data.md.
"""
