"""The screens of the kiosk, one to a file; each asks one thing."""
