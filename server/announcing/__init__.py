"""Calls that are said aloud: which sentences, and their sound.

Read `sentences.py` first: what is said of a call, pure. `announcer.py` makes it sound, in the
office's voices or from its recordings. Who says what and when is the displays' own business.
"""
