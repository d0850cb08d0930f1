"""What all events are: facts that are read for ever (see `events`)."""

from msgspec import Struct


class Fact(Struct, frozen=True, tag=True, tag_field="event", forbid_unknown_fields=True):
    """Base of all events."""
