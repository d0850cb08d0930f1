"""The ticket: number and code, until the visitor has gone."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size

from kiosk.bar import TimeBar
from kiosk.choice import Choice
from kiosk.foot import FootLine
from kiosk.moves import Move
from kiosk.offline.numbers import OfflineNumber
from kiosk.page import Page
from kiosk.pictures import CodePicture, NumberPicture
from kiosk.places import say_what_comes, say_where
from kiosk.printing.states import PrinterState
from kiosk.sentences import explain_to_visitor, name_of, say_ahead
from kiosk.slip_words import say_trouble
from protocol.refusals import Refusal
from protocol.replies import IssueReply
from protocol.snapshots import Words
from terminal.bars import OfflineBar, TopBar
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_time
from texts.phones import say_what_code_does

#: The words beside the code need this many columns.
LEAST_WORDS_WIDTH = 34
#: Large letters need this many, or the code gets a leaf of its own.
LEAST_LARGE_WIDTH = 76


class TicketPage(Page):
    """Answers with `Move.START` at "Done" or Esc. Any other key or touch only keeps it longer.

    Nothing is in focus, so that an Enter pressed in haste closes nothing unread.
    `services` are ids in the order chosen, `names` what stands in their place for a number of
    before. `slip` tells what became of the paper, `trouble` why there is none. The code stands at
    the right over the whole height: at 80x24 it needs nearly all of it.
    """

    can_switch_language = False
    has_focus_in_large = False

    def __init__(
        self,
        reply: IssueReply | OfflineNumber,
        services: tuple[str, ...],
        slip: str = "shown",
        trouble: PrinterState | None = None,
        names: tuple[Words, ...] = (),
    ) -> None:
        super().__init__()
        self.reply = reply
        self.services = services
        self.slip = slip
        self.trouble = trouble
        self.names = names
        self.problem: Refusal | None = None
        self.ticket_id = reply.ticket_id
        self.set_class(isinstance(reply, OfflineNumber), "-given-offline")
        self._has_code = False
        self._is_at_code = False

    def compose(self) -> ComposeResult:
        """Words at the left, the code at the right; the bars stand above the words only."""
        with Horizontal(id="ticket"):
            with Vertical(id="ticket-words"):
                yield OfflineBar()
                yield TopBar()
                with Vertical(id="page-body"):
                    yield Plain(id="ticket-services")
                    yield NumberPicture(self.reply.number, id="ticket-number")
                    yield Plain(id="ticket-where", classes="strong")
                    yield Plain(id="ticket-ahead", classes="strong")
                    yield Plain(id="ticket-notes")
                    yield Choice(Move.START, "*", id="done")
                yield from self.compose_layer()
                yield TimeBar()
                yield FootLine(can_go_back=False, can_switch=False)
            yield CodePicture(self.reply.url, id="ticket-code")

    def on_resize(self, event: events.Resize) -> None:
        """Draw the code as large as there is room."""
        if self.is_alive:
            self._draw(event.size)

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self.query_one("#ticket-services", Plain).update(" + ".join(self._names(texts)))
        where = self.query_one("#ticket-where", Plain)
        where.update(self._say_where(texts))
        where.display = bool(self._say_where(texts))
        self.query_one("#ticket-ahead", Plain).update(self._say_ahead(texts))
        self.query_one("#ticket-notes", Plain).set_class(self.slip == "failed", "-urgent")
        self.query_one("#done", Choice).label(texts.gettext("Done"))
        self._draw(self.size)

    def hint(self, texts: Texts) -> str:
        """How to keep it and how to end it; beside the code, how to leaf back to large letters."""
        if self.kiosk.is_large:
            return texts.gettext("+ -: to the large text")
        return texts.gettext("Any key keeps it. Esc ends.")

    def show_patience(self, left_seconds: float | None, warning_seconds: float) -> None:
        """Let the bar run down; it is the warning."""
        self.query_one(TimeBar).share = self.kiosk.patience.left_share
        if self.kiosk.is_large:
            super().show_patience(left_seconds, warning_seconds)

    def show_problem(self, refusal: Refusal) -> None:
        """The number does not count after all: say so in its place."""
        self.problem = refusal
        self.query_one("#ticket-ahead", Plain).add_class("-error")
        self.write_texts(self.kiosk.texts)

    def go_back(self) -> None:
        """Esc ends it."""
        self.give(Move.START)

    # ------------------------------------------------------------ read aloud, in large letters

    def says(self, texts: Texts) -> list[str]:
        """People ahead, the services, what holds for every ticket; first why there is no slip."""
        where = filter(None, [self._say_where(texts)])
        place = [*where, self._say_ahead(texts), *self._names(texts)]
        notes = self._notes(self._has_code)
        return [*notes, *place] if self.slip == "failed" else [*place, *notes]

    def spoken(self, texts: Texts) -> list[str]:
        """The number first."""
        number = texts.gettext("Your number: %(number)s", number=self.reply.number)
        return [number, *super().spoken(texts)]

    def large_sentences(self) -> list[str]:
        """People ahead in few words: they stand under the number."""
        texts = self.kiosk.texts
        said = self.says(texts)
        if self.problem is not None or not self.reply.ahead:
            return said
        ahead, short = self._say_ahead(texts), texts.gettext("%(n)s ahead", n=self.reply.ahead)
        return [short if one == ahead else one for one in said]

    def big_number(self) -> str:
        """The number."""
        return self.reply.number

    def back_word(self, texts: Texts) -> str:
        """Going back ends it."""
        return texts.gettext("Done")

    def large_room(self) -> Size:
        """The code keeps its column where the screen is wide."""
        room = super().large_room()
        return room - Size(self._code_width, 0) if self._is_wide else room

    def show_large(self) -> None:
        """On a narrow screen the code has a leaf of its own: the ticket as it is without this."""
        super().show_large()
        if self.is_alive:
            is_large = self.kiosk.is_large
            self.set_class(is_large and self._is_at_code, "-at-code")
            code = self.query_one(CodePicture)
            code.display = self._has_code and (not is_large or self._is_wide or self._is_at_code)

    def leaf(self, step: int) -> None:
        """The leaf with the code comes after the last one in large letters."""
        layer = self.large
        if layer is None or not self.kiosk.is_large:
            return
        at_end = layer.position == (len(layer.leaves) - 1 if step > 0 else 0)
        if self._is_wide or not self._has_code or not (self._is_at_code or at_end):
            layer.turn(step)
            return
        self._is_at_code = not self._is_at_code
        layer.position = 0 if step > 0 else len(layer.leaves) - 1
        self.show_large()

    def turn_leaf(self, step: int = 1) -> None:
        """The same, by touch."""
        self.leaf(step)

    @property
    def headings_in_large(self) -> int:
        """None: how many are ahead stands large under the number."""
        return 0

    @property
    def leaves_elsewhere(self) -> int:
        """On a narrow screen, the code."""
        return int(self._has_code and not self._is_wide)

    @property
    def _is_wide(self) -> bool:
        return self.size.width - self._code_width >= LEAST_LARGE_WIDTH

    @property
    def _code_width(self) -> int:
        width = self.query_one(CodePicture).styles.width
        return int(width.value) if width is not None else 0

    # ------------------------------------------------------------ the parts

    def _names(self, texts: Texts) -> list[str]:
        if self.names:
            return [name_of(name, texts) for name in self.names]
        hall = self.kiosk.hall
        names = {service.id: service.name for service in hall.services} if hall else {}
        return [name_of(names.get(service_id, {}), texts) for service_id in self.services]

    def _say_where(self, texts: Texts) -> str:
        hall = self.kiosk.hall
        if isinstance(self.reply, OfflineNumber) and hall is not None and hall.room is not None:
            return texts.gettext("Please ask a member of staff where to wait.")
        return say_where(self.reply, texts) if self.problem is None else ""

    def _say_ahead(self, texts: Texts) -> str:
        if self.problem is not None:
            return explain_to_visitor(self.problem, texts)
        if self.reply.ahead is None:
            return texts.gettext("Offline: your number is valid.")
        return say_ahead(self.reply.ahead, texts)

    def _say_scan(self, texts: Texts) -> str:
        hall = self.kiosk.hall
        phones_reach = hall.office.phones_reach if hall is not None else ""
        is_offline = isinstance(self.reply, OfflineNumber)
        return say_what_code_does(phones_reach, texts, is_server_away=is_offline)

    def _draw(self, size: Size) -> None:
        code = self.query_one(CodePicture)
        self._has_code = code.draw(Size(size.width - LEAST_WORDS_WIDTH, size.height))
        self.query_one("#ticket-notes", Plain).update("\n".join(self._notes(self._has_code)))

    def _notes(self, has_code: bool) -> list[str]:
        texts, hall = self.kiosk.texts, self.kiosk.hall
        scan = self._say_scan(texts)
        if self.slip == "failed":
            return [say_trouble(self.trouble, texts), *([scan] if has_code else [])]
        notes = [say_what_comes(self.reply, texts)]
        if hall is not None and hall.resumes_at is not None:
            at = write_time(hall.resumes_at, self.kiosk.zone, texts.language)
            notes.append(texts.gettext("Service goes on at %(time)s.", time=at))
        if self.slip in ("printed", "assumed"):
            return [
                texts.gettext("Please take your ticket."),
                *notes,
                *([scan] if has_code else []),
            ]
        notes.append(scan if has_code else texts.gettext("Please note your number."))
        return [*notes, texts.gettext("Valid only today"), texts.gettext("Free of charge")]
