"""`antrean lobby`: plans of an office's hall from the command line.

The planning itself is `server/plan/`; here it gets an office's file, and its answer words.
"""
