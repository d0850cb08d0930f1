"""Who sits at this desk: asked where nobody is signed in, kept over restarts, asked again at need.

Owns the member of staff that the desk shows, and the way to the sign-in screen and back. Promises
that the desk beneath stands as it was left, questions and typed words included.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

from desk.session import Session
from desk.signing_in import Before, Say, SigningIn, no_work_here, words_of
from desk.staff import Staff, staff_of
from protocol.access import WhoView
from protocol.refusals import Refusal, RefusalCode
from texts import Texts

AGAIN_SECONDS = 2.0


class Behind(Before, Protocol):
    """The desk behind the entrance."""

    texts: Texts
    connected: bool

    def follow(self) -> None:
        """Follow the office as whoever has the key."""

    def leave(self) -> None:
        """Follow it no more."""

    def show_staff(self) -> None:
        """Somebody else sits here, or may do other things."""

    def work(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the screen."""


class Entrance:
    """One desk's entrance. `staff` is who is signed in; nobody until the server has said so."""

    def __init__(self, desk: Behind, session: Session) -> None:
        self._desk = desk
        self._session = session
        self._signing_in = SigningIn(desk)
        self._is_asking = False
        self.staff = Staff()

    def begin(self) -> None:
        """At the start: with the session of this computer, else with the sign-in screen."""
        client = self._desk.client
        client.key = client.key or self._session.token()
        if client.key is None:
            self._ask(None)
        else:
            self._desk.follow()

    def shut_out(self, refusal: Refusal) -> None:
        """The server does not know who asks, or not any more."""
        self._ask(words_of(refusal))

    async def ask_who(self) -> None:
        """Learn from the server whose session this is; whoever has no work here is not let in."""
        while self._desk.connected:
            who = await self._desk.client.get("/me", WhoView)
            if isinstance(who, WhoView):
                self._take(who)
                return
            if who.code is not RefusalCode.SERVER_UNREACHABLE:
                return
            await asyncio.sleep(AGAIN_SECONDS)

    async def sign_out(self) -> None:
        """Leave the desk to the next one."""
        self._desk.leave()
        await self._signing_in.sign_out()
        self.staff = Staff()
        self._ask(None)

    def _take(self, who: WhoView) -> None:
        staff = staff_of(who, self._desk.client.office)
        if who.kind != "staff":
            self._ask(words_of(Refusal(RefusalCode.SESSION_ENDED)))
        elif who.must_change_password:
            self._ask(words_of(Refusal(RefusalCode.PASSWORD_MUST_CHANGE)))
        elif not staff.may_serve:
            self._ask(no_work_here)
        elif staff != self.staff:
            self.staff = staff
            self._desk.show_staff()

    def _ask(self, why: Say | None) -> None:
        if not self._is_asking:
            self._is_asking = True
            self._desk.work(self._let_in(why))

    async def _let_in(self, why: Say | None) -> None:
        self._desk.leave()
        self._desk.client.key = None
        try:
            self.staff = await self._signing_in.run(why)
        finally:
            self._is_asking = False
        self._desk.show_staff()
        self._desk.follow()
