"""Personal data as rows: kept with their events, found by look-up, erased, and that recorded."""

from datetime import UTC, datetime, timedelta

import pytest

from server.journal.contacts import Erasure, SealedContact
from server.journal.errors import StorageError
from server.journal.journal import Journal
from tests.journal.keeping import ID, event
from tests.queueing.rehearsal import DATE

TONIGHT = datetime(2026, 6, 23, 17, tzinfo=UTC)
LATER = TONIGHT + timedelta(days=3)

NIK = SealedContact("t1", "nik", "key", "sealed-nik", "look-nik", TONIGHT)
PHONE = SealedContact("t1", "phone", "key", "sealed-phone", "look-phone", LATER)
OTHER = SealedContact("t2", "phone", "key", "sealed-other", "look-phone", LATER)


async def keep(journal: Journal, *contacts: SealedContact, office: str = ID) -> None:
    async with journal.batch(office, DATE) as batch:
        await batch.append([event(batch.version + 1)], [])
        await batch.keep_contacts(contacts)


async def test_contacts_are_read_as_they_were_kept(journal: Journal) -> None:
    await keep(journal, PHONE, NIK, OTHER)
    assert await journal.contacts(ID, DATE, "t1") == [NIK, PHONE]
    assert await journal.contacts("other", DATE, "t1") == []
    assert await journal.contacts(ID, DATE + timedelta(days=1), "t1") == []
    async with journal.batch(ID, DATE) as batch:
        assert await batch.contacts("t2") == [OTHER]


async def test_tickets_are_found_by_any_of_some_look_ups(journal: Journal) -> None:
    await keep(journal, PHONE, NIK, OTHER)
    find = journal.find_by_contact
    assert sorted(await find(ID, DATE, "phone", ["none", "look-phone"])) == ["t1", "t2"]
    assert await find(ID, DATE, "nik", ["look-phone"]) == []
    assert await find(ID, DATE, "nik", []) == []


async def test_contacts_without_their_event_are_not_kept(journal: Journal) -> None:
    async with journal.batch(ID, DATE) as batch:
        await batch.keep_contacts([PHONE])
    with pytest.raises(StorageError):
        async with journal.batch(ID, DATE) as batch:
            await batch.keep_contacts([PHONE])
            await batch.append([event(5)], [])
    assert await journal.contacts(ID, DATE, "t1") == []


async def test_one_kind_of_one_ticket_is_erased(journal: Journal) -> None:
    await keep(journal, PHONE, NIK, OTHER)
    async with journal.batch(ID, DATE) as batch:
        await batch.append([event(batch.version + 1)], [])
        await batch.erase_contacts([("t1", "phone")])
    assert await journal.contacts(ID, DATE, "t1") == [NIK]
    assert await journal.contacts(ID, DATE, "t2") == [OTHER]


async def test_what_is_due_is_erased_and_that_is_recorded(journal: Journal) -> None:
    await keep(journal, PHONE, NIK, OTHER)
    await keep(journal, NIK, office="other")
    assert await journal.erase_contacts(TONIGHT - timedelta(seconds=1)) == 0
    assert await journal.erase_contacts(TONIGHT) == 2
    assert await journal.erase_contacts(TONIGHT) == 0
    assert await journal.contacts(ID, DATE, "t1") == [PHONE]
    assert await journal.erase_contacts(LATER) == 2
    assert await journal.contact_erasures(ID, DATE) == [
        Erasure("nik", TONIGHT),
        Erasure("phone", LATER),
    ]
    assert await journal.contact_erasures("other", DATE) == [Erasure("nik", TONIGHT)]
