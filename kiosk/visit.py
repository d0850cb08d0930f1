"""What a visit needs beyond the greeting: its pages, its number, help, large text, the voice.

All of it is imported from here, inside the functions that use it, and never before the greeting
stands on the screen: a kiosk that has lost its power is back the sooner. The app loads it right
after that, while the greeting is read, so that no visitor waits for it.
"""

from kiosk.conversation.dialogue import Dialogue
from kiosk.conversation.help import Help
from kiosk.conversation.slips import Slips
from kiosk.large.layer import LargeLayer
from kiosk.offline.standby import Standby
from kiosk.offline.words import say_offline
from kiosk.screens.help import HelpPage
from kiosk.voice.spoken import as_spoken

__all__ = [
    "Dialogue",
    "Help",
    "HelpPage",
    "LargeLayer",
    "Slips",
    "Standby",
    "as_spoken",
    "say_offline",
]
