"""`antrean audit`: who did what to a ticket, in plain sentences of both languages."""

import string
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from click.testing import CliRunner

from server.auditing import sentences
from server.auditing.command import audit_day
from server.queueing.events import Event
from tests.asking_office import NIK, PHONE, asking_office
from tests.server_fixture import running_server
from texts import LANGUAGES, texts_for

OFFICE = "busy-day"


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A day on which a ticket came with personal data, was seen, served and erased."""
    async with running_server(tmp_path, asking_office(tmp_path)) as server:
        ticket = await server.issue("akta", contacts={"phone": PHONE, "nik": NIK})
        await server.issue("pengambilan")
        await server.post(f"/tickets/{ticket.ticket_id}/contacts/show", reason="reach")
        await server.at_counter("10", "open")
        await server.at_counter("10", "call-next")
        await server.at_counter("10", "start")
        await server.post(f"/tickets/{ticket.ticket_id}/erase-contacts")
        return server.database


def run(database: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(audit_day, [*options, "--database", str(database)])
    return result.exit_code, result.output


def test_ticket_is_told_in_the_order_of_what_happened(database: Path) -> None:
    code, told = run(database, "--office", OFFICE, "--ticket", "w-001", "--language", "en")
    lines = told.splitlines()
    assert code == 0
    assert lines[0].startswith("W-001 · ")
    assert lines[0].endswith("Tuesday, 23 June 2026")
    words = [
        "Number W-001 was given",
        "The visitor has the number",
        "Personal data was shown in full (Mobile number, NIK): To reach the visitor.",
        "Called to counter 10",
        "Service began at counter 10.",
        "Personal data was erased at somebody's wish (Mobile number, NIK).",
    ]
    assert [word in line for word, line in zip(words, lines[1:], strict=True)] == [True] * len(
        words
    )
    assert "Personal data came with it: Mobile number, NIK." in lines[1]
    assert all(line.startswith("09:00:") for line in lines[1:])
    assert PHONE not in told


def test_ticket_is_told_in_indonesian_by_default(database: Path, tmp_path: Path) -> None:
    code, told = run(database, str(asking_office(tmp_path)), "--ticket", "W-001")
    assert code == 0
    assert "Data pribadi ditampilkan lengkap (Nomor HP, NIK): Menghubungi pemohon." in told
    assert "Selasa, 23 Juni 2026" in told


def test_json_has_the_moment_and_the_actor_of_the_journal(database: Path) -> None:
    options = ("--office", OFFICE, "--ticket", "W-001", "--date", "2026-06-23", "--json")
    code, told = run(database, *options)
    steps = [msgspec.json.decode(line) for line in told.splitlines()]
    assert code == 0
    assert [step["event"] for step in steps] == [
        *("TicketIssued", "TicketConfirmed", "ContactsShown"),
        *("TicketCalled", "ServiceStarted", "ContactsErased"),
    ]
    assert all(step["at"].startswith("2026-06-23T02:00:") and step["actor"] for step in steps)


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--office", OFFICE, "--ticket", "W-999", "--language", "en"), 1, "W-999"),
        (("--office", "other", "--ticket", "W-001", "--language", "en"), 1, "No day of other"),
        (("--office", OFFICE), 2, "Name a --ticket"),
        (("--ticket", "W-001"), 2, "Name the office"),
        (("--office", OFFICE, "--account", "nobody", "--language", "en"), 1, "nobody"),
        (("--office", OFFICE, "--ticket", "W-001", "--date", "2020-01-01"), 1, "W-001"),
    ],
)
def test_what_cannot_be_told_is_said(
    database: Path, options: tuple[str, ...], code: int, told: str
) -> None:
    ended, said = run(database, *options)
    assert ended == code
    assert told in said


def test_every_kind_of_event_has_its_sentence() -> None:
    kinds = {kind.__name__: set(kind.__struct_fields__) for kind in get_args(Event)}
    assert kinds.keys() <= sentences.SENTENCES.keys()
    for name, fields in kinds.items():
        derived = {"class"} if "priority" in fields else set()
        for language in LANGUAGES:
            template = texts_for(language).template(sentences.SENTENCES[name])
            assert placeholders(template) <= fields | derived, name


def placeholders(template: str) -> set[str]:
    """The names in `%(name)s`."""
    found = set()
    for part in template.split("%(")[1:]:
        name = part.split(")s")[0]
        assert set(name) <= set(string.ascii_lowercase + "_")
        found.add(name)
    return found
