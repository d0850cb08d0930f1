"""Signing in at the desk: asked until it is done, with a password of one's own where it must be.

Owns the order of the questions. Promises that a refusal is told in words and asked again, and that
the password is kept nowhere.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from msgspec import Struct

from desk.session import Session
from desk.sign_in_screen import FormScreen, PasswordScreen, SignInScreen
from desk.staff import Staff, role_in
from protocol.access import Done, PasswordBody, SignInBody, SignInReply
from protocol.refusals import Refusal, RefusalCode
from terminal.client import SHUT_OUT, Client
from texts import N_, Texts
from texts.refusals import explain

NOT_THE_SAME = N_("The two are not the same. Please type them again.")
NO_WORK_HERE = N_("This account has no work at a desk of this office.")
AWAY = N_("The server is away. Please try again in a moment.")


Say = Callable[[Texts], str]
"""Gives a sentence in a language."""


class Nothing(Struct, frozen=True):
    """A body without anything in it."""


class Before(Protocol):
    """What signing in needs of the desk."""

    client: Client
    session: Session

    def push_screen(self, screen: Any) -> Awaitable[Any]:
        """Show a screen."""

    def pop_screen(self) -> Awaitable[Any]:
        """Take the topmost screen away."""


class SigningIn:
    """Asks one clerk of one desk."""

    def __init__(self, desk: Before) -> None:
        self._desk = desk

    async def run(self, why: Say | None) -> Staff:
        """Ask until somebody is signed in who has work at a desk here. `why`: what led here."""
        screen = SignInScreen()
        await self._desk.push_screen(screen)
        if why is not None:
            screen.refuse(why)
        while True:
            account, password = await screen.ask()
            reply = await self._sign_in(account.strip(), password, screen)
            if reply is not None:
                await self._desk.pop_screen()
                self._desk.session.keep(reply.token)
                return self._staff(reply)

    async def _sign_in(self, account: str, password: str, screen: FormScreen) -> SignInReply | None:
        body = SignInBody(account=account, password=password)
        reply = await self._desk.client.command("/sign-in", body, SignInReply)
        if isinstance(reply, Refusal):
            screen.refuse(words_of(reply), empty=(1,))
            return None
        self._desk.client.key = reply.token
        if reply.must_change_password:
            ended = await self._change(password)
            if ended is not None:
                screen.refuse(words_of(ended), empty=(1,))
                return None
        if not self._staff(reply).may_serve:
            screen.refuse(no_work_here, empty=(1,))
            await self.sign_out()
            return None
        return reply

    async def _change(self, old: str) -> Refusal | None:
        """Until the server has taken another password; a refusal where it has ended the session."""
        screen = PasswordScreen()
        await self._desk.push_screen(screen)
        ended = await self._ask_for_another(screen, old)
        await self._desk.pop_screen()
        return ended

    async def _ask_for_another(self, screen: FormScreen, old: str) -> Refusal | None:
        while True:
            new, again = await screen.ask()
            if new != again:
                screen.refuse(lambda texts: texts.gettext(NOT_THE_SAME), empty=(0, 1))
                continue
            body = PasswordBody(old=old, new=new)
            done = await self._desk.client.command("/password", body, Done)
            if not isinstance(done, Refusal):
                return None
            if done.code in SHUT_OUT:
                return done
            screen.refuse(words_of(done), empty=(0, 1))

    async def sign_out(self) -> None:
        """End the session, here in any case, at the server if it can be reached."""
        self._desk.session.forget()
        client = self._desk.client
        if client.key is not None:
            await client.command("/sign-out", Nothing(), Done)
            client.key = None

    def _staff(self, reply: SignInReply) -> Staff:
        role = role_in(self._desk.client.office, reply.roles)
        return Staff(reply.account_id, reply.name, role)


def no_work_here(texts: Texts) -> str:
    """Whoever is signed in may not work at a counter of this office."""
    return texts.gettext(NO_WORK_HERE)


def words_of(refusal: Refusal) -> Say:
    """A refusal in whatever language it is read."""

    def say(texts: Texts) -> str:
        if refusal.code is RefusalCode.SERVER_UNREACHABLE:
            return texts.gettext(AWAY)
        return explain(refusal.code, refusal.params, texts)

    return say
