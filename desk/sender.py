"""One command at a time: what may go out and when. The page's twin is `web/sender.js`.

Promises that no press is sent while another is under way; that a press at the counter made while
the server is away is kept, one at a time, and sent once when it is back, with what the screen
showed when it was made; and that each that was not done is answered in words.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

from msgspec import Struct

from desk.actions import ACTIONS
from desk.posts import Post
from desk.words import action_word
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import DeskSnapshot
from terminal.client import SHUT_OUT, Client
from texts import N_, Texts

#: How long a desk waits, after an answer, for the snapshot that shows what was done.
SHOWN_WITHIN_SECONDS = 3.0
#: Between two attempts to send what is kept, where the server is there and does not answer.
AGAIN_SECONDS = 2.0

#: Refusals which mean that the screen did not show things as they are.
STALE = frozenset({RefusalCode.SCREEN_OUT_OF_DATE, RefusalCode.VISITORS_LEFT})
#: Answers that say nothing about the press: the very same one may go out again.
NO_ANSWER = frozenset(
    {
        RefusalCode.SERVER_UNREACHABLE,
        RefusalCode.STORAGE_UNAVAILABLE,
        RefusalCode.STOPPING,
        *SHUT_OUT,
    }
)

_KEPT = N_("Sent when the server is back: %(action)s (Esc: drop it)")
_DONE_NOW = N_("Sent now that the server is back: %(action)s")
_NOT_DONE = N_("Not done: %(action)s. %(why)s")
_CHANGED = N_("Not done: %(action)s. This counter changed while the server was away.")
_DROPPED = N_("Dropped, nothing was sent: %(action)s")
_OTHER_STAFF = N_("Dropped: somebody else has signed in.")
_UNANSWERED = N_("No answer. The screen will show whether it was done.")


class Kept(Struct, frozen=True):
    """A press that waits for the server. `was_tried`: it may have arrived already.

    `account_id`: whose it is, "" where the server had not said it yet.
    """

    action_id: str
    post: Post
    account_id: str
    was_tried: bool


class SendingDesk(Protocol):
    """What a sender needs of its desk."""

    client: Client
    texts: Texts
    connected: bool
    snapshot: Any

    @property
    def account_id(self) -> str:
        """Who is signed in."""

    async def until_connected(self) -> None:
        """Until the office is followed."""

    async def until_news(self) -> None:
        """Until a snapshot arrives."""

    def take_newer(self, snapshot: DeskSnapshot) -> None:
        """Show a snapshot, unless it is older than the one that is shown."""

    def say(self, words: str, *, is_problem: bool = True) -> None:
        """Tell the clerk something."""

    def refuse(self, code: str, params: dict[str, Any]) -> None:
        """Say in words why something was not done."""

    def explain(self, refusal: Refusal) -> str:
        """A refusal in words."""

    def redraw(self) -> None:
        """Show that something is under way, or not any more."""

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the screen."""


class Sender:
    """The one way out of a desk. `kept` is the press that waits for the server, if one does."""

    def __init__(self, desk: SendingDesk) -> None:
        self._desk = desk
        self.is_under_way = False
        self.kept: Kept | None = None

    @property
    def kept_words(self) -> str:
        """What the screen says of the press that waits, "" where none does."""
        return self._of(self.kept, _KEPT) if self.kept is not None else ""

    async def send(self, post: Post) -> Any | None:
        """Send one command and wait until the screen shows what it did.

        None if it was refused, or is kept; a second command while one is under way is not sent.
        """
        if self.is_under_way or self.kept is not None:
            return None
        if not self._desk.connected and self._keep(post, was_tried=False):
            return None
        self._show_under_way(True)
        try:
            answer = await self._desk.client.command(post.path, post.body, post.reply)
            if isinstance(answer, Refusal):
                await self._take_refusal(post, answer)
                return None
            self._desk.say("")
            await self._until_shown(answer.version)
            return answer
        finally:
            self._show_under_way(False)

    def drop(self) -> bool:
        """The clerk does not want it any more. Whether anything waited."""
        kept, self.kept = self.kept, None
        if kept is None:
            return False
        # What has gone out once may have arrived: only the screen can tell.
        unknown = self._desk.texts.gettext(_UNANSWERED)
        self._desk.say(unknown if kept.was_tried else self._of(kept, _DROPPED), is_problem=False)
        self._desk.redraw()
        return True

    def _keep(self, post: Post, *, was_tried: bool) -> bool:
        """Keep a press for later; false where its kind is not kept."""
        action_id = post.path.rpartition("/")[2]
        if action_id not in ACTIONS or not ACTIONS[action_id].kept:
            return False
        self.kept = Kept(action_id, post, self._desk.account_id, was_tried)
        self._desk.say("")
        self._desk.redraw()
        self._desk.work(self._deliver(self.kept))
        return True

    async def _deliver(self, kept: Kept) -> None:
        """Send it as soon as the server is there, until it answers or the clerk drops it."""
        while True:
            await self._desk.until_connected()
            if not self._still_waits(kept):
                return
            if kept.account_id not in ("", self._desk.account_id):
                self.kept = None
                self._desk.say(self._desk.texts.gettext(_OTHER_STAFF))
                return
            self.kept = Kept(kept.action_id, kept.post, kept.account_id, was_tried=True)
            answer = await self._desk.client.command(
                kept.post.path, kept.post.body, kept.post.reply
            )
            if not self._still_waits(kept):
                return  # dropped meanwhile: the screen shows what became of it
            if not isinstance(answer, Refusal) or answer.code not in NO_ANSWER:
                await self._end(kept, answer)
                return
            await asyncio.sleep(AGAIN_SECONDS)

    def _still_waits(self, kept: Kept) -> bool:
        return self.kept is not None and self.kept.post is kept.post

    async def _end(self, kept: Kept, answer: Any) -> None:
        self.kept = None
        self._show_under_way(True)
        try:
            if not isinstance(answer, Refusal):
                self._desk.say(self._of(kept, _DONE_NOW), is_problem=False)
                await self._until_shown(answer.version)
                return
            if answer.code in STALE:
                await self._read_anew()
                self._desk.say(self._of(kept, _CHANGED))
            else:
                self._desk.say(self._of(kept, _NOT_DONE, why=self._desk.explain(answer)))
        finally:
            self._show_under_way(False)

    async def _take_refusal(self, post: Post, refusal: Refusal) -> None:
        if refusal.code in NO_ANSWER and self._keep(post, was_tried=True):
            return
        if refusal.code is RefusalCode.SERVER_UNREACHABLE:
            self._desk.say(self._desk.texts.gettext(_UNANSWERED))
            return
        # "Look again" is said when there is something new to look at.
        if refusal.code in STALE:
            await self._read_anew()
        self._desk.refuse(refusal.code, refusal.params)

    async def _read_anew(self) -> None:
        newest = await self._desk.client.get("desk", DeskSnapshot)
        if isinstance(newest, DeskSnapshot):
            self._desk.take_newer(newest)

    async def _until_shown(self, version: int) -> None:
        """Until a snapshot shows that version, for a few seconds at most."""
        try:
            async with asyncio.timeout(SHOWN_WITHIN_SECONDS):
                while self._desk.snapshot.hall.id.version < version:
                    await self._desk.until_news()
        except TimeoutError:
            return  # the stream lags; the next command will tell if the screen is out of date

    def _of(self, kept: Kept, sentence: str, **more: str) -> str:
        texts = self._desk.texts
        return texts.gettext(sentence, action=action_word(kept.action_id, texts), **more)

    def _show_under_way(self, is_under_way: bool) -> None:
        self.is_under_way = is_under_way
        self._desk.redraw()
