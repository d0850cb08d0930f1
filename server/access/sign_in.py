"""Signing in and out, and changing one's password.

Whoever signs in hears that an account is disabled only with the right password; otherwise nobody
learns which accounts there are, not even from how long the answer takes.
"""

import time
from collections.abc import Callable

import structlog

from protocol.access import SignInReply
from protocol.refusals import Refusal, RefusalCode
from server.access import accounts
from server.access.accounts import Account, find_account, find_account_by_id
from server.access.changes import changing
from server.access.credentials import Credentials, Known
from server.access.passwords import BUSY_SECONDS, Passwords, PasswordsBusyError, why_too_weak
from server.access.sessions import begin_session, end_session, end_sessions_of
from server.access.throttle import Throttle
from server.journal.session import Engine

LOG = structlog.get_logger("antrean.who")
NO_ACCOUNT = "?"
"""All that no account can be called counts as one."""
BUSY = Refusal(RefusalCode.TOO_MANY_SIGN_INS, {"seconds": BUSY_SECONDS})


class SignIn:
    """Staff who come and go. Every method raises StorageError where the database fails."""

    def __init__(
        self,
        engine: Engine,
        credentials: Credentials,
        passwords: Passwords,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine, self._credentials, self._passwords = engine, credentials, passwords
        self._throttle, self._monotonic = Throttle(), monotonic

    async def sign_in(self, account: str, password: str, address: str) -> SignInReply | Refusal:
        """A new session, always with a key of its own; or why there is none."""
        account = accounts.sign_in_name(account)
        if not account or not password:
            return Refusal(RefusalCode.CREDENTIALS_WRONG)  # nobody has guessed anything
        found = None
        if accounts.is_sign_in_name(account):
            async with self._engine.reading() as session:
                found = await find_account(session, account)
        else:
            account = NO_ACCOUNT
        refusal = await self._check(account, found, password, address)
        if refusal is not None or found is None:
            return refusal or Refusal(RefusalCode.CREDENTIALS_WRONG)
        if found.disabled:
            return Refusal(RefusalCode.ACCOUNT_DISABLED)
        if self._passwords.is_outdated(found.password):
            await self._keep_anew(found, password)
        async with self._engine.transaction() as transaction:
            key = await begin_session(transaction, found.account_id, self._credentials.now())
            await transaction.commit()
        LOG.info("signed_in", account_id=found.account_id)
        return SignInReply(
            token=key,
            account_id=found.account_id,
            name=found.name,
            roles={office: role.value for office, role in found.roles.items()},
            must_change_password=found.must_change_password,
        )

    async def sign_out(self, known: Known) -> None:
        """End this one session."""
        async with changing(self._engine) as transaction:
            await end_session(transaction, known.key_hash)
        await self._credentials.forget()

    async def change_password(
        self, known: Known, old: str, new: str, address: str
    ) -> Refusal | None:
        """Another password for whoever asks, and the end of all their other sessions."""
        async with self._engine.reading() as session:
            found = await find_account_by_id(session, known.principal.id)
        if found is None:
            return Refusal(RefusalCode.SESSION_ENDED)
        refusal = await self._check(found.account, found, old, address)
        refusal = refusal or why_too_weak(new, found.account, old)
        if refusal is not None:
            return refusal
        try:
            kept = await self._passwords.keep(new)
        except PasswordsBusyError:
            return BUSY
        async with changing(self._engine) as transaction:
            await accounts.set_password(transaction, found.account_id, kept, must_change=False)
            await end_sessions_of(transaction, found.account_id, but=known.key_hash)
        await self._credentials.forget()
        LOG.info("password_changed", account_id=found.account_id)
        return None

    async def _check(
        self, account: str, found: Account | None, password: str, address: str
    ) -> Refusal | None:
        """Why this password is refused; a wrong one counts."""
        wait = self._throttle.seconds_to_wait(account, address, self._monotonic())
        if wait > 0:
            return Refusal(RefusalCode.TOO_MANY_SIGN_INS, {"seconds": max(1, round(wait))})
        try:
            fits = await self._passwords.fits(password, found.password if found else None)
        except PasswordsBusyError:
            return BUSY
        if found is None or not fits:
            self._throttle.failed(account, address, self._monotonic())
            LOG.info("sign_in_failed")
            return Refusal(RefusalCode.CREDENTIALS_WRONG)
        self._throttle.succeeded(account, address)
        return None

    async def _keep_anew(self, found: Account, password: str) -> None:
        """Keep the password in today's way; only now it is known."""
        try:
            kept = await self._passwords.keep(password)
        except PasswordsBusyError:
            return  # another time
        async with self._engine.transaction() as transaction:
            await accounts.set_password(
                transaction, found.account_id, kept, must_change=found.must_change_password
            )
            await transaction.commit()
