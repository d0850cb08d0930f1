"""What a batch keeps or erases beside its events: the words of staff, the data of visitors.

Events hold nothing of either, no fingerprint of them too. So a command that comes again is held
against what was kept the first time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from protocol.refusals import Refusal, RefusalCode
from server.journal.batch import Batch
from server.journal.contacts import SealedContact
from server.journal.texts import Text
from server.office.orders import Order
from server.queueing.day import Day
from server.queueing.events import ContactsErased, Event


@dataclass
class Beside:
    """Gathered while a batch is decided. `erased`: ids of tickets and kinds of their data."""

    texts: list[Text] = field(default_factory=list)
    contacts: list[SealedContact] = field(default_factory=list)
    erased: list[tuple[str, str]] = field(default_factory=list)

    def note(self, order: Order, events: Iterable[Event]) -> None:
        """An order was accepted and led to these events."""
        if order.text is not None:
            self.texts.append(order.text)
        self.contacts.extend(order.contacts)
        for event in events:
            if isinstance(event, ContactsErased):
                self.erased.extend((event.ticket_id, kind) for kind in event.kinds)

    async def keep(self, batch: Batch) -> None:
        """Write the visitors' data; the words go with the events."""
        if self.contacts:
            await batch.keep_contacts(self.contacts)
        if self.erased:
            await batch.erase_contacts(self.erased)


async def other_content(batch: Batch, day: Day, order: Order, beside: Beside) -> Refusal | None:
    """A refusal if an accepted command comes again with other words or data than it had."""
    if order.command_id not in day.accepted:
        return None
    is_same = await _has_same_words(batch, order, beside.texts) and await _has_same_contacts(
        batch, order, beside.contacts
    )
    return None if is_same else Refusal(RefusalCode.COMMAND_ID_REUSED)


async def _has_same_words(batch: Batch, order: Order, texts: Sequence[Text]) -> bool:
    text = order.text
    if text is None:
        return True
    written = next(
        (each.body for each in texts if (each.kind, each.id) == (text.kind, text.id)), None
    )
    if written is None:
        written = await batch.text(text.kind, text.id)
    return written is None or written == text.body  # or it was erased


async def _has_same_contacts(batch: Batch, order: Order, gathered: Sequence[SealedContact]) -> bool:
    """By their look-ups, which are alike for the same data under the same key.

    What was erased, or has come under a newer key since, is not held against anybody.
    """
    if not order.contacts:
        return True
    kept = [*gathered, *await batch.contacts(order.contacts[0].ticket_id)]
    by_key = {(each.ticket_id, each.kind, each.key_id): each.look_up for each in kept}
    return all(
        by_key.get((each.ticket_id, each.kind, each.key_id), each.look_up) == each.look_up
        for each in order.contacts
    )
