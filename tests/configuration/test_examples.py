"""The example offices are correct, honest, and open on the day of the rehearsal."""

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from server.configuration import OfficeSettings, load_office, warnings_for
from server.configuration.capacity import planned_minutes, shortages

EXAMPLES = Path(__file__).parents[2] / "examples"
REHEARSAL = date(2026, 6, 23)
NAMES = ("palembang", "palembang-uptd", "busy-day")

VISITORS = 860
WALK_MINUTES = 25 / 60  # from the call until the visitor has come
BUSY_SHARES = {  # as the comments of busy-day.toml give them
    "pengambilan": 258,
    "permohonan": 215,
    "perubahan": 146,
    "akta": 69,
    "informasi": 172,
}


def example(name: str) -> OfficeSettings:
    return load_office(EXAMPLES / f"{name}.toml")


def test_all_examples_are_tested() -> None:
    plans = {path.stem for path in EXAMPLES.glob("*.spots.toml")}
    assert {path.stem for path in EXAMPLES.glob("*.toml")} - plans - {"kiosk"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_example_gives_no_warnings(name: str) -> None:
    assert [str(each) for each in warnings_for(example(name))] == []


@pytest.mark.parametrize(
    ("name", "office_id"),
    [("palembang", "dkps-plg"), ("palembang-uptd", "uptd-1"), ("busy-day", "busy-day")],
)
def test_example_has_its_id(name: str, office_id: str) -> None:
    assert example(name).office.id == office_id


@pytest.mark.parametrize("name", NAMES)
def test_example_is_open_on_the_day_of_the_rehearsal(name: str) -> None:
    schedule = example(name).schedule(REHEARSAL)
    assert schedule.service[0].start == datetime(2026, 6, 23, 1, tzinfo=UTC)  # 08:00
    assert schedule.service[-1].end == datetime(2026, 6, 23, 8, tzinfo=UTC)  # 15:00
    assert schedule.tickets_until == datetime(2026, 6, 23, 7, 30, tzinfo=UTC)
    assert schedule.next_open == date(2026, 6, 24)


def test_busy_day_has_five_services_and_twelve_counters() -> None:
    office = example("busy-day").office
    assert [service.minutes for service in office.services] == [3, 5, 5.5, 8, 2]
    assert len(office.counters) == 12
    assert all(service.quota is None for service in office.services)


def test_busy_day_carries_its_860_visitors() -> None:
    settings = example("busy-day")
    assert sum(BUSY_SHARES.values()) == VISITORS
    full = msgspec.structs.replace(
        settings.office,
        services=tuple(
            msgspec.structs.replace(
                service, quota=BUSY_SHARES[service.id], minutes=service.minutes + WALK_MINUTES
            )
            for service in settings.office.services
        ),
    )
    hours = settings.calendar.spans(REHEARSAL)
    assert shortages(full, hours) == []
    wanted = sum((service.quota or 0) * service.minutes for service in full.services)
    planned = sum(planned_minutes(counter, hours) for counter in full.counters)
    assert (round(wanted), planned) == (3906, 4500)


def test_busy_day_has_a_counter_for_every_service_at_any_time() -> None:
    settings = example("busy-day")
    moments = [f"{hour:02}:{minute:02}" for hour in range(8, 15) for minute in range(0, 60, 15)]
    for moment in moments:
        at_work = [
            counter
            for counter in settings.office.counters
            if any(span.opens <= moment < span.closes for span in counter.plan)
        ]
        assert len(at_work) >= 9, moment
        served = {service_id for counter in at_work for service_id in counter.services}
        assert served == {service.id for service in settings.office.services}, moment


def test_busy_day_gives_places_in_every_profile() -> None:
    """When everything is at work, two people leaving."""
    office = example("busy-day").office
    hall = office.hall
    assert hall is not None
    assert hall.profile == "normal"
    at_work = hall.staff + len(office.counters) + hall.at_kiosks + 2
    told = {
        each.id: (each.people, (each.people or 0) - at_work, len(each.spots), each.waiting_room)
        for each in hall.profiles
    }
    assert told == {
        "normal": (80, 53, 75, None),
        "new-normal": (40, 13, 24, None),
        "strict": (36, 9, 14, 12),
    }
    assert hall.letting_in.assume_seconds == 45  # nobody stands at the demo's door


def test_demo_gives_the_places_of_its_example() -> None:
    demo = load_office(EXAMPLES.parent / "demo" / "office.toml")
    assert demo.office == example("busy-day").office


@pytest.mark.parametrize("name", NAMES)
def test_example_says_what_papers_to_bring(name: str) -> None:
    for service in example(name).office.services:
        asks_for_papers = service.id not in {"info", "informasi"}
        assert bool(service.requirements) is asks_for_papers, service.id
        for line in service.requirements:
            assert all(len(words) <= 48 for words in line.values()), line


def test_palembang_offices_send_to_each_other() -> None:
    head, district = example("palembang").office, example("palembang-uptd").office
    for here, there in ((head, district), (district, head)):
        for service in here.services:
            if service.elsewhere is not None:
                other = there.service(service.id)
                assert other is not None
                assert other.elsewhere is None
    letters = {service.id: service.letter for service in head.services}
    assert {each.id: each.letter for each in district.services} == letters
