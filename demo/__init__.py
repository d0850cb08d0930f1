"""The demo: a whole busy day of an office in front of one's eyes, run by the real software.

A real server process, visitors and desks that talk to it as the terminals do, and the kiosk for
the person who watches. Nothing in the other rooms knows of it.
"""
