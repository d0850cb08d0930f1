"""Each office's one writer, its clock, its snapshots and who may do what.

Nobody but the writer touches a `Day`. Everybody else sends it orders, asks it to look, or follows
what it publishes.
"""
