"""What is seen of requests: the log and the metrics name templates, never paths or people."""

import logging

import aiohttp
import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from server.web.logs import configure_logging
from tests.server_fixture import AnsweredError, ServerHere
from tests.web.events import eventually, office_of

OFFICE = "/api/v1/offices/{office}"


async def samples(session: aiohttp.ClientSession) -> dict[str, dict[frozenset[str], float]]:
    """All samples by name and the values of their labels."""
    async with session.get("/metrics") as answer:
        assert answer.status == 200
        text = await answer.text()
    found: dict[str, dict[frozenset[str], float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, {})[frozenset(sample.labels.values())] = sample.value
    return found


async def test_metrics_count_requests_by_template(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    ticket = await server.issue("akta")
    await server.ticket(ticket.token)
    async with public.get("/not/a/page"), public.request("PROPFIND", "/"):
        pass
    seen = await samples(public)
    requests = seen["antrean_requests_total"]
    own = f"{OFFICE}/tickets/by-token/{{token}}"
    assert requests[frozenset({"GET", own, "200"})] == 1
    assert requests[frozenset({"POST", f"{OFFICE}/tickets", "201"})] == 1
    assert requests[frozenset({"GET", "unmatched", "404"})] == 1
    assert requests[frozenset({"other", "unmatched", "405"})] == 1  # methods are a closed list
    assert seen["antrean_request_seconds_count"][frozenset({"GET", own})] == 1
    told = str(seen)
    assert ticket.token not in told
    assert ticket.ticket_id not in told
    assert server.office not in str(requests)


async def test_stream_is_counted_when_it_ends_and_not_timed(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    async with public.get(f"/api/v1/offices/{server.office}/stream") as answer:
        await answer.content.readline()
        assert (await samples(public))["antrean_open_streams"][frozenset({"hall"})] == 1
    await eventually(lambda: office_of(server).publisher.watchers == 0)
    seen = await samples(public)
    labels = frozenset({"GET", f"{OFFICE}/stream"})
    assert seen["antrean_requests_total"][labels | {"200"}] == 1
    assert labels not in seen["antrean_request_seconds_count"]


async def test_metrics_count_commands_by_type_and_outcome(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    await server.issue("akta")
    with pytest.raises(AnsweredError):
        await server.at_counter("1", "call-next")
    seen = await samples(public)
    commands = seen["antrean_commands_total"]
    assert commands[frozenset({"IssueTicket", "carried_out"})] == 1
    assert commands[frozenset({"CallNext", "counter_closed"})] == 1
    assert seen["antrean_waiting_tickets"][frozenset({server.office})] == 1
    assert frozenset({server.office}) in seen["antrean_publications"]
    assert seen["process_resident_memory_bytes"]


async def test_log_names_templates_and_no_people(
    server: ServerHere, public: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = await server.issue("akta")
    configured = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    try:
        with capture_logs() as logs:
            await server.ticket(ticket.token)
            async with public.get(f"/t/{server.office}/{ticket.token}?lang=en"):
                pass
            async with public.get("/who/is/this"):
                pass
    finally:
        structlog.configure(**configured)
    lines = [each for each in logs if each["event"] == "request"]
    assert [(each["method"], each["route"], each["status"]) for each in lines] == [
        ("GET", f"{OFFICE}/tickets/by-token/{{token}}", 200),
        ("GET", "/t/{office}/{token}", 200),
        ("GET", "unmatched", 404),
    ]
    assert all(each["milliseconds"] >= 0 for each in lines)
    assert ticket.token not in str(logs)
    assert "127.0.0.1" not in str(logs)
    assert "who" not in str(logs)


def test_libraries_log_without_values(capsys: pytest.CaptureFixture[str]) -> None:
    configured = structlog.get_config()
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    try:
        configure_logging("warning")
        try:
            raise ValueError("Budi")
        except ValueError:
            logging.getLogger("aiohttp.server").exception("Error handling request from %s", "10.9")
        logging.getLogger("aiohttp.server").info("not worth telling")
    finally:
        structlog.configure(**configured)
        root.handlers[:], root.level = kept
    told = capsys.readouterr().err
    assert '"fault":"ValueError"' in told
    assert '"said":"Error handling request from %s"' in told
    assert "Budi" not in told
    assert "10.9" not in told
    assert "not worth telling" not in told
