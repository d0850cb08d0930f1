"""The right side of the view of the whole office: services, notices and machines.

They are fitted into the room that there is. Where there is little, machines share lines, blank
lines go, and services that need nobody are counted instead of named: what was told or is in
trouble is never what drops out of sight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from textual.content import Content

from desk.erasable import ErasableTexts
from desk.machines import device_words, in_order
from desk.overview import ServiceRow, needs_attention, overview_of
from desk.words import Age, pick_words, places_word, service_word, short_minutes
from protocol.snapshots import DeskSnapshot, DeviceView, WordsView
from texts import Texts
from texts.moments import write_time

#: How wide the parts of a service's line are, beside its name.
SERVICE_CELLS = 1 + 1 + 3 + 9 + 14
MOST_NAME = 44
BETWEEN_MACHINES = "   "


@dataclass(frozen=True)
class Side:
    """The parts of the side. `is_quiet`: which of the services need nobody."""

    texts: Texts
    width: int
    services: Sequence[Content]
    is_quiet: Sequence[bool]
    notices: Sequence[Content]
    machines: Sequence[Content]

    def fit(self, height: int) -> list[Content]:
        """The lines for so many rows; 0 rows are not known yet."""
        titled = self._titled(self.services), self.notices, self._machines(self.machines)
        spaced = [line for part in titled if part for line in (Content(""), *part)][1:]
        if not height or len(spaced) <= height:
            return spaced
        foot = [*self.notices, *self._machines(in_one_flow(self.machines, self.width))]
        return [*self._titled(self._most_needed(height - len(foot) - 1)), *foot]

    def _most_needed(self, rows: int) -> Sequence[Content]:
        """The services in their order; where rows are short, a count stands for the last."""
        if len(self.services) <= rows:
            return self.services
        dropped = sorted(
            range(len(self.services)), key=lambda place: (not self.is_quiet[place], -place)
        )[: len(self.services) - max(0, rows - 1)]
        kept = [line for place, line in enumerate(self.services) if place not in dropped]
        more = self.texts.gettext("%(n)s more", n=len(dropped))
        return [*kept, Content.styled(f"… {more}", "$text-muted")]

    def _titled(self, services: Sequence[Content]) -> list[Content]:
        return [Content.styled(self.texts.gettext("Services"), "bold"), *services]

    def _machines(self, lines: Sequence[Content]) -> list[Content]:
        return [Content.styled(self.texts.gettext("Machines"), "bold"), *lines] if lines else []


def side_lines(
    snapshot: DeskSnapshot,
    devices: Iterable[DeviceView],
    notices: ErasableTexts[WordsView],
    age: Age,
    texts: Texts,
    width: int,
) -> Side:
    """All parts, each line for `width` cells. Machines in trouble stand elsewhere."""
    rows = overview_of(snapshot).services
    return Side(
        texts,
        width,
        services=[service_line(row, snapshot, age, texts, width) for row in rows],
        is_quiet=[
            not row.waiting and bool(row.counters) and not row.service.suspended for row in rows
        ],
        notices=list(notice_lines(snapshot, notices, texts)),
        machines=[
            device_words(each, age, ZoneInfo(snapshot.hall.office.timezone), texts)
            for each in in_order(devices)
            if not needs_attention(each)
        ],
    )


def in_one_flow(parts: Sequence[Content], width: int) -> list[Content]:
    """Parts one after the other, as many to a line as it has room for."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(BETWEEN_MACHINES) + part.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], BETWEEN_MACHINES, part)
        else:
            lines.append(part)
    return lines


def service_line(
    row: ServiceRow, snapshot: DeskSnapshot, age: Age, texts: Texts, width: int
) -> Content:
    """A service: who waits, the longest wait, and at which counters it is given."""
    wait = short_minutes(age(row.longest_since), texts) if row.longest_since is not None else ""
    room = max(8, min(MOST_NAME, width - SERVICE_CELLS))
    name = service_word(row.service, texts)
    if len(name) > room:
        name = f"{name[: room - 1]}…"
    return Content.assemble(
        (row.service.letter, "bold $text-accent"),
        f" {name:<{room}}",
        (f"{row.waiting:>3}", "bold"),
        f" {wait:>7} ",
        _service_state(row, snapshot, age, texts),
    )


def _service_state(row: ServiceRow, snapshot: DeskSnapshot, age: Age, texts: Texts) -> Content:
    """That a service rests and until when, or should have ended; else its open counters."""
    service = row.service
    if service.suspended:
        if service.resumes_at is None:
            return Content.styled(f"‖ {texts.gettext('interrupted')}", "bold $text-warning")
        zone = ZoneInfo(snapshot.hall.office.timezone)
        time = write_time(service.resumes_at, zone, texts.language)
        if age(service.resumes_at) > 0:
            return Content.styled(
                f"△ {texts.gettext('due %(time)s', time=time)}", "bold $text-error"
            )
        return Content.styled(
            f"‖ {texts.gettext('until %(time)s', time=time)}", "bold $text-warning"
        )
    if not row.counters:
        return Content.styled(f"△ {texts.gettext('no counter')}", "bold $text-error")
    return Content(places_word(row.counters, texts))


def notice_lines(
    snapshot: DeskSnapshot, notices: ErasableTexts[WordsView], texts: Texts
) -> Iterable[Content]:
    """The notices that the hall shows now."""
    if not snapshot.hall.notices:
        return
    yield Content.styled(texts.gettext("Notices in the hall"), "bold")
    zone = ZoneInfo(snapshot.hall.office.timezone)
    for notice in snapshot.hall.notices:
        view = notices.of(notice.id)
        words = pick_words(view.words, texts) if view else "…"
        if notice.until is not None:
            time = write_time(notice.until, zone, texts.language)
            words += f" · {texts.gettext('until %(time)s', time=time)}"
        yield Content(words)
