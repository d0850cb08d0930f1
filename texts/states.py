"""The word for each state of a ticket; it always stands beside the state's mark."""

from texts import N_, Texts

STATE_WORDS = {
    "reserved": N_("Reserved"),
    "waiting": N_("Waiting"),
    "called": N_("Being called"),
    "serving": N_("Being served"),
    "held": N_("On hold"),
    "done": N_("Served"),
    "no_show": N_("No-show"),
    "cancelled": N_("Cancelled"),
    "void": N_("Void"),
    "expired": N_("Expired"),
}


def state_word(state: str, texts: Texts) -> str:
    """The word for a ticket's state; the state itself where a newer server knows one more."""
    return texts.gettext(STATE_WORDS.get(state, state))
