"""Names that a terminal makes itself, so that a press, its retry and a late hand-in are one."""

import secrets

#: Bytes of chance in a ticket's secret: 128 bits, 22 characters of URL-safe base64.
TOKEN_BYTES = 16


def new_command_id() -> str:
    """The id of one wish of one person; every retry of it carries the same."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_ticket_id() -> str:
    """The id of a ticket that is about to be asked for."""
    return secrets.token_hex(TOKEN_BYTES)


def new_token() -> str:
    """The secret of a ticket, 22 characters: whoever knows it may see and cancel the ticket."""
    return secrets.token_urlsafe(TOKEN_BYTES)
