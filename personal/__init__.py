"""What personal data looks like: telephone numbers, NIKs, and how little of them is shown.

Pure: no I/O, no clock (today is an argument), nothing is kept here. Kiosk, desk and server check by
the same rules; where the data is kept, and for how long, is the business of `server.contacts`.
"""
