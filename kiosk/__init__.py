"""The kiosk where visitors take their number.

The app shows one page after the other; what is asked in which order is the `conversation`; the
pages are `screens`. Promises one number for one press, plain words for every refusal, and that
nobody's ticket is left standing.
"""
