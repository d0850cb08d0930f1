"""What the Textual apps share: the typed client, the office's clock, and the base app.

Owns all talk between a terminal and the server; kiosk, displays and desk hold no address and no
retry of their own. Promises that a command sent twice is done once, that a stream never ends
while its app runs, and that nothing the server says can stop an app.
"""
