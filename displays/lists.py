"""The lists beside the calls: recent calls, next numbers, and who waits for which service."""

from rich.text import Text

from displays.words import Speakers, pick_words
from look.colours import DARK, OKABE_ITO, STATE_MARKS, counter_tile
from protocol.refusals import RefusalCode
from protocol.snapshots import CallView, HallSnapshot, ServiceView
from terminal.plain import Plain
from texts import N_, Texts

NEXT_NUMBERS = 6
#: The list of recent calls holds at least as many where there are; open calls are all there.
RECENT_CALLS = 6
ENTRY_COLUMNS = 11


class RecentList(Plain):
    """The calls that do not stand large: number and counter, several to a line."""

    def show(
        self,
        calls: list[CallView],
        positions: dict[int, int],
        speakers: Speakers,
        width: int,
        title: str,
    ) -> None:
        """Write the calls; hidden where there are none."""
        self.display = bool(calls)
        text = heading(speakers.say(title, width))
        per_line = max(1, (width + 1) // ENTRY_COLUMNS)
        for index, call in enumerate(calls):
            text.append("\n" if index % per_line == 0 else " ")
            text.append(call.number, style=f"bold {DARK.accent}" if call.is_open else "bold")
            text.append(" ")
            tile = counter_tile(positions.get(call.counter, call.counter - 1) % len(OKABE_ITO))
            text.append(f"{call.counter:^4}", style=f"bold {tile.ink} on {tile.fill}")
        self.update(text)


class NextList(Plain):
    """The numbers that will be called next."""

    def show(self, numbers: tuple[str, ...], speakers: Speakers, width: int) -> None:
        """Write the numbers; hidden where there are none."""
        shown = numbers[:NEXT_NUMBERS]
        self.display = bool(shown)
        text = heading(speakers.say(N_("Next numbers"), width))
        per_line = max(1, min(3, (width + 2) // 7))
        for index, number in enumerate(shown):
            text.append("\n" if index % per_line == 0 else "  ")
            text.append(number, style="bold")
        self.update(text)


class WaitingList(Plain):
    """How many wait, in all and for each service given here."""

    def show(self, snapshot: HallSnapshot, speakers: Speakers, width: int, rows: int) -> None:
        """Write a line for each service, its name in the language whose turn it is.

        Those that `rows` have no room for stand on further leaves: each leaf in every language.
        """
        total = str(snapshot.waiting)
        title = speakers.say(N_("Waiting"), width - len(total) - 1)
        text = heading(f"{title}{total:>{max(1, width - len(title))}}")
        texts = speakers.turn_of
        given = [each for each in snapshot.services if each.waiting or not _is_elsewhere(each)]
        leaves = _leaves(given, rows - 1)
        leaf = speakers.rounds % len(leaves)
        for service in leaves[leaf]:
            text.append("\n")
            text.append(_service_line(service, texts, width))
        if len(leaves) > 1:
            text.append(f"\n{f'{leaf + 1}/{len(leaves)}':>{width}}", style=DARK.quiet)
        self.update(text)


def heading(text: str) -> Text:
    """A list's heading, to which its lines are added."""
    return Text(end="", no_wrap=True).append(text, style=f"bold underline {DARK.quiet}")


def _leaves(services: list[ServiceView], rows: int) -> list[list[ServiceView]]:
    """The services, so many to a leaf that all fit with the line that says which leaf it is."""
    if len(services) <= rows or rows < 2:
        return [services]
    size = rows - 1
    return [services[start : start + size] for start in range(0, len(services), size)]


def _service_line(service: ServiceView, texts: Texts, width: int) -> Text:
    name = pick_words(service.name, texts.language)
    count = str(service.waiting)
    if service.suspended:
        count = STATE_MARKS["held"]
    room = max(1, width - len(count) - 3)
    shown = name if len(name) <= room else name[: room - 1] + "…"
    line = Text()
    line.append(f"{service.letter} ", style=f"bold {DARK.quiet}")
    line.append(f"{shown:<{room}} ", style=DARK.ink)
    line.append(count, style=f"bold {DARK.warning if service.suspended else DARK.ink}")
    return line


def _is_elsewhere(service: ServiceView) -> bool:
    return service.refusal is not None and service.refusal.code == RefusalCode.SERVICE_ELSEWHERE
