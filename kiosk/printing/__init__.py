"""Paper: a ticket's picture becomes a slip, or we know that it did not.

    settings      which printer, as kiosk.toml tells it
    states        how a printer is, in the words that staff are told
    library       python-escpos, imported without what it does on the side
    slip_job      the bytes of one slip
    answers       what the bytes mean that a printer sends back
    lines         the way to a printer of each kind: open, send, read, close
    conversation  one job from "are you well?" to "it is out"; blocking
    printer       all this for the event loop: one job at a time, each within its time

Promises: nothing here blocks the event loop; every job ends within its time with one of three
words (printed, not printed, not known); a job of which any byte of the picture went out is never
begun again; and what was left in a printer's memory is thrown away, so that no half slip of a
former visitor comes out when the paper is changed.
"""
