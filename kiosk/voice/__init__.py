"""The kiosk's voice: the screens read aloud, into the earphone where there is one."""
