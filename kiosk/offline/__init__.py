"""Numbers while the server is away: what a kiosk keeps for it, gives from it, and hands in after.

`standby` is the way in. All of it is loaded after the greeting, by `kiosk.visit`.
"""
