"""Each office's one writer, its clock and its snapshots.

Nobody but the writer touches a `Day`. Everybody else sends it orders, asks it to look, or follows
what it publishes.
"""
