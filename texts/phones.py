"""What is promised of a visitor's own phone: no more than it can do here.

`phones_reach` is the office's view's: from where phones open a ticket's page.
"""

from texts import Texts

OFFICE_WIFI, NOWHERE = "office_wifi", "no"


def say_what_code_does(phones_reach: str, texts: Texts, *, is_server_away: bool = False) -> str:
    """What the code of a ticket is good for."""
    if phones_reach == OFFICE_WIFI:
        return texts.gettext("The code opens it on your phone, only on the office's Wi-Fi.")
    if phones_reach == NOWHERE:
        return texts.gettext("Scan the code at the kiosk to see your turn.")
    if is_server_away:
        return texts.gettext("The code opens it on your phone once the server is back.")
    return texts.gettext("The code opens it on your phone.")


def say_how_asked_in(phones_reach: str, texts: Texts) -> str:
    """Where somebody outside learns that they may come in."""
    if phones_reach == NOWHERE:
        return texts.gettext("You will be asked to come in: watch the display at the door.")
    return texts.gettext(
        "Watch the display at the door or your phone: you will be asked to come in."
    )
