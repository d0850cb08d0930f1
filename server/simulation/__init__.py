"""A day of an office played through the real rules, under another clock, with made-up people."""
