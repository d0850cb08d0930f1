"""`antrean staff`: the accounts of an installation, beside its running servers.

It works on the database itself, so only whoever may write there can use it; the servers hear of
it within seconds. One-time passwords are shown once, here, and kept nowhere.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from server.access.accounts import MOST_NAME, Account, is_sign_in_name, sign_in_name
from server.access.passwords import Passwords
from server.access.roles import ALL_OFFICES, Role
from server.access.staff import (
    AccountTakenError,
    AccountUnknownError,
    LastAdministratorError,
    Staff,
)
from server.configuration import ConfigurationError, load_server
from server.journal.errors import StorageError
from server.journal.opening import open_engine

T = TypeVar("T")
FILE = click.Path(dir_okay=False, path_type=Path)
ROLES = click.Choice([role.value for role in Role])


@click.group()
def staff() -> None:
    """Add, disable and list the accounts with which staff sign in.

    Works beside the running server. An account has one role in each office that --office names, or
    in all: clerk, door_keeper, supervisor (who may do what both may) or administrator.
    """


def _where(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that tell which database; the command gets what does the work as `use`."""

    @click.option("--config", type=FILE, help="The server's own file, antrean.toml.")
    @click.option(
        "--database",
        metavar="FILE-OR-URL",
        help="As for `antrean serve`: an SQLite file (default antrean.db), or postgresql://...",
    )
    @wraps(command)
    def with_database(config: Path | None, database: str | None, **others: Any) -> None:
        try:
            place = load_server(config, {"database": database}).database
        except ConfigurationError as error:
            raise click.ClickException(str(error)) from error
        command(use=lambda work: _use(place, work), **others)

    return with_database


Use = Callable[[Callable[[Staff], Awaitable[T]]], T]


def _use(place: str, work: Callable[[Staff], Awaitable[T]]) -> T:
    """Do some work on the accounts, and say plainly what is wrong."""

    async def run() -> T:
        passwords = Passwords()
        try:
            async with open_engine(place, beside_server=True) as engine:
                return await work(Staff(engine, passwords))
        finally:
            passwords.close()

    try:
        return asyncio.run(run())
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    except AccountTakenError as error:
        raise click.ClickException(f"there is an account {error} already") from error
    except AccountUnknownError as error:
        raise click.ClickException(f"there is no account {error}") from error
    except LastAdministratorError as error:
        raise click.ClickException(
            f"{error} is the last administrator; make another one first"
        ) from error


def _account(_: click.Context, __: click.Parameter, written: str) -> str:
    account = sign_in_name(written)
    if not is_sign_in_name(account):
        raise click.BadParameter("2 to 32 letters a to z, digits and ._- are allowed")
    return account


def _name(_: click.Context, __: click.Parameter, written: str | None) -> str | None:
    if written is None:
        return None
    name = " ".join(written.split())
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise click.BadParameter(f"one line of at most {MOST_NAME} characters")
    return name


account_argument = click.argument("account", callback=_account)
roles_options = (
    click.option("--role", type=ROLES, required=True, help="What they are there."),
    click.option(
        "--office",
        "offices",
        metavar="ID",
        multiple=True,
        help="Where; may be given several times. Without it: in all offices.",
    ),
)


def _roles(role: str, offices: tuple[str, ...]) -> dict[str, Role]:
    return {office: Role(role) for office in offices or (ALL_OFFICES,)}


@staff.command()
@account_argument
@click.option("--name", callback=_name, help="What colleagues read. Default: the account.")
@roles_options[0]
@roles_options[1]
@_where
def add(use: Use[str], account: str, name: str | None, role: str, offices: tuple[str, ...]) -> None:
    """Make an account, and show its one-time password."""
    password = use(lambda staff: staff.add(account, name or account, _roles(role, offices)))
    _show_password(account, password)


@staff.command()
@account_argument
@roles_options[0]
@roles_options[1]
@_where
def role(use: Use[None], account: str, role: str, offices: tuple[str, ...]) -> None:
    """Give an account another role, in place of all it had."""
    use(lambda staff: staff.give_roles(account, _roles(role, offices)))
    click.echo(f"{account}: {_written(_roles(role, offices))}")


@staff.command()
@account_argument
@_where
def reset(use: Use[str], account: str) -> None:
    """Show a new one-time password; whoever is signed in with the account is out."""
    _show_password(account, use(lambda staff: staff.reset(account)))


@staff.command()
@account_argument
@_where
def disable(use: Use[None], account: str) -> None:
    """Let nobody sign in with the account; whoever is signed in with it is out."""
    use(lambda staff: staff.disable(account))
    click.echo(f"{account}: disabled")


@staff.command()
@account_argument
@_where
def enable(use: Use[None], account: str) -> None:
    """Let the account be used again, with the password it had."""
    use(lambda staff: staff.enable(account))
    click.echo(f"{account}: enabled")


@staff.command("list")
@_where
def list_(use: Use[list[Account]]) -> None:
    """Show all accounts."""
    for each in use(lambda staff: staff.list()):
        told = [_written(each.roles)]
        told += ["one-time password"] if each.must_change_password else []
        told += ["disabled"] if each.disabled else []
        click.echo(f"{each.account:20} {each.name:30} {', '.join(told)}")


def _written(roles: Any) -> str:
    return ", ".join(
        role.value if office == ALL_OFFICES else f"{role.value} in {office}"
        for office, role in roles.items()
    )


def _show_password(account: str, password: str) -> None:
    click.echo(f"{account}: the one-time password, shown only now, is\n  {password}")
