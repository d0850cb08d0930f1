"""The kiosk where visitors take their number.

Owns the conversation with one visitor after the other (`dialogue`), its screens (`screens`) and
the reading of scanned and typed codes. Promises one number for one press, plain words for every
refusal, and that nobody's ticket is left standing.
"""
