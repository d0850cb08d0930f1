"""Accounts, signing in, and what ends a session; on both engines."""

import pytest

from protocol.access import SignInReply
from protocol.refusals import Refusal, RefusalCode
from server.access.credentials import Credentials
from server.access.passwords import Passwords
from server.access.roles import Asker, Kind, Role
from server.access.sign_in import SignIn
from server.access.staff import (
    AccountTakenError,
    AccountUnknownError,
    LastAdministratorError,
    Staff,
)
from server.journal.session import Engine

ADDRESS = "192.0.2.1"
NEW = "kertas kuning"


@pytest.fixture
def staff(engine: Engine, passwords: Passwords, credentials: Credentials) -> Staff:
    return Staff(engine, passwords, credentials.now)


@pytest.fixture
def door(engine: Engine, passwords: Passwords, credentials: Credentials) -> SignIn:
    return SignIn(engine, credentials, passwords, monotonic=lambda: 0.0)


async def come_in(door: SignIn, account: str, password: str) -> SignInReply:
    reply = await door.sign_in(account, password, ADDRESS)
    assert isinstance(reply, SignInReply), reply
    return reply


async def test_first_start_makes_one_administrator(staff: Staff, door: SignIn) -> None:
    password = await staff.first_administrator()
    assert password
    reply = await come_in(door, "admin", password)
    assert reply.must_change_password
    assert reply.roles == {"*": "administrator"}
    assert await staff.first_administrator() is None


async def test_an_account_signs_in_with_its_role(
    staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    password = await staff.add("siti", "Siti Aminah", {"plg": Role.CLERK, "*": Role.SUPERVISOR})
    reply = await come_in(door, " SITI ", password)
    known = await credentials.find(reply.token)
    assert known is not None
    who = known.principal
    assert (who.kind, who.id, who.name) == (Kind.STAFF, reply.account_id, "Siti Aminah")
    assert who.actor == f"staff:{reply.account_id}"
    assert "siti" not in reply.account_id
    assert who.asker_in("plg") is Asker.CLERK
    assert who.asker_in("elsewhere") is Asker.SUPERVISOR
    assert who.asker_in(None) is Asker.SUPERVISOR


async def test_of_one_sign_in_name_there_is_one_account(staff: Staff) -> None:
    await staff.add("siti", "Siti", {"*": Role.CLERK})
    with pytest.raises(AccountTakenError):
        await staff.add("siti", "Another", {"*": Role.SUPERVISOR})


@pytest.mark.parametrize(
    ("account", "password"), [("siti", "wrong"), ("nobody", "wrong"), ("siti", "")]
)
async def test_who_knows_no_password_learns_nothing(
    staff: Staff, door: SignIn, account: str, password: str
) -> None:
    await staff.add("siti", "Siti", {"*": Role.CLERK})
    await staff.disable("siti")
    reply = await door.sign_in(account, password, ADDRESS)
    assert reply == Refusal(RefusalCode.CREDENTIALS_WRONG)


async def test_failed_sign_ins_make_the_next_one_wait(staff: Staff, door: SignIn) -> None:
    password = await staff.add("siti", "Siti", {"*": Role.CLERK})
    for _ in range(4):
        await door.sign_in("siti", "wrong", ADDRESS)
    refusal = await door.sign_in("siti", password, ADDRESS)
    assert refusal == Refusal(RefusalCode.TOO_MANY_SIGN_INS, {"seconds": 5})
    assert isinstance(await door.sign_in("siti", password, "192.0.2.2"), SignInReply)


async def test_disabled_account_is_told_so_with_the_right_password_and_ends_its_sessions(
    staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    password = await staff.add("siti", "Siti", {"*": Role.CLERK})
    reply = await come_in(door, "siti", password)
    await staff.disable("siti")
    await credentials.look()
    assert await credentials.find(reply.token) is None
    assert await door.sign_in("siti", password, ADDRESS) == Refusal(RefusalCode.ACCOUNT_DISABLED)
    await staff.enable("siti")
    assert await credentials.find(reply.token) is None  # ended for good
    await come_in(door, "siti", password)


async def test_own_password_ends_all_other_sessions(
    staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    given = await staff.add("siti", "Siti", {"*": Role.CLERK})
    mine, other = await come_in(door, "siti", given), await come_in(door, "siti", given)
    known = await credentials.find(mine.token)
    assert known is not None
    assert known.principal.must_change_password
    for old, new, code in (
        ("wrong", NEW, RefusalCode.CREDENTIALS_WRONG),
        (given, "short", RefusalCode.PASSWORD_TOO_WEAK),
        (given, given, RefusalCode.PASSWORD_TOO_WEAK),
    ):
        refusal = await door.change_password(known, old, new, ADDRESS)
        assert refusal is not None
        assert refusal.code is code
    assert await door.change_password(known, given, NEW, ADDRESS) is None
    after = await credentials.find(mine.token)
    assert after is not None
    assert not after.principal.must_change_password
    assert await credentials.find(other.token) is None
    assert not (await come_in(door, "siti", NEW)).must_change_password
    assert await door.sign_in("siti", given, ADDRESS) == Refusal(RefusalCode.CREDENTIALS_WRONG)


async def test_reset_gives_a_one_time_password_and_ends_sessions(
    staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    first = await staff.add("siti", "Siti", {"*": Role.CLERK})
    reply = await come_in(door, "siti", first)
    second = await staff.reset("siti")
    await credentials.look()
    assert await credentials.find(reply.token) is None
    assert (await come_in(door, "siti", second)).must_change_password


async def test_signing_out_ends_one_session(
    staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    password = await staff.add("siti", "Siti", {"*": Role.CLERK})
    mine, other = await come_in(door, "siti", password), await come_in(door, "siti", password)
    assert mine.token != other.token
    known = await credentials.find(mine.token)
    assert known is not None
    await door.sign_out(known)
    assert await credentials.find(mine.token) is None
    assert await credentials.find(other.token) is not None


async def test_another_role_holds_at_the_next_look(
    staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    password = await staff.add("siti", "Siti", {"*": Role.CLERK})
    reply = await come_in(door, "siti", password)
    await staff.give_roles("siti", {"plg": Role.SUPERVISOR})
    await credentials.look()
    known = await credentials.find(reply.token)
    assert known is not None
    assert known.principal.asker_in("plg") is Asker.SUPERVISOR
    assert known.principal.asker_in("elsewhere") is Asker.PUBLIC


async def test_somebody_is_left_who_may_do_everything(staff: Staff) -> None:
    await staff.first_administrator()
    for work in (staff.disable("admin"), staff.give_roles("admin", {"*": Role.CLERK})):
        with pytest.raises(LastAdministratorError):
            await work
    await staff.add("joko", "Joko", {"*": Role.ADMINISTRATOR})
    await staff.disable("admin")
    with pytest.raises(LastAdministratorError):
        await staff.disable("joko")


async def test_unknown_accounts_are_told(staff: Staff) -> None:
    for work in (staff.reset("x1"), staff.disable("x1"), staff.enable("x1")):
        with pytest.raises(AccountUnknownError):
            await work


async def test_what_is_kept_of_passwords_and_sessions_opens_nothing(
    engine: Engine, staff: Staff, door: SignIn, credentials: Credentials
) -> None:
    password = await staff.add("siti", "Siti", {"*": Role.CLERK})
    reply = await come_in(door, "siti", password)
    async with engine.reading() as session:
        (account,) = await session.fetch("SELECT * FROM accounts")
        (kept,) = await session.fetch("SELECT * FROM sessions")
    assert password not in str(tuple(account))
    assert reply.token not in str(tuple(kept))
    assert await credentials.find(kept[0]) is None
