"""A hall full of people, made over HTTP: open counters, and a queue of so many."""

from benchmarks.connection import Connection, post
from benchmarks.servers import A_DAY, HOST, OFFICE, Server
from protocol.commands import BasedOnBody, CommandBody, CounterBody, IssueBody
from terminal.identity import new_command_id, new_ticket_id, new_token

API = f"/api/v1/offices/{OFFICE}"
SERVICES = ("pengambilan", "permohonan", "perubahan", "akta", "informasi")
COUNTERS = 12


class NotDoneError(Exception):
    """The server refused what a hall needs."""


async def fill_hall(server: Server, visitors: int) -> list[str]:
    """Open all counters and let so many wait. Returns their tokens, first come first."""
    connection = await Connection.opened(HOST, server.port)
    tokens = []
    for counter in range(1, COUNTERS + 1):
        await _do(connection, counter_request(server.key, counter, "open"))
    for index in range(visitors):
        body = IssueBody(
            command_id=new_command_id(),
            day=A_DAY,
            ticket_id=new_ticket_id(),
            token=new_token(),
            services=(SERVICES[index % len(SERVICES)],),
        )
        await _do(connection, post(f"{API}/tickets", body, server.key))
        confirmation = CommandBody(command_id=new_command_id(), day=A_DAY)
        path = f"{API}/tickets/{body.ticket_id}/confirm"
        await _do(connection, post(path, confirmation, server.key))
        tokens.append(body.token)
    connection.close()
    return tokens


def counter_request(key: str, counter: int, action: str) -> bytes:
    """What a desk sends whose counter has called nobody yet."""
    body = CounterBody(command_id=new_command_id(), day=A_DAY, based_on=BasedOnBody())
    return post(f"{API}/counters/{counter}/{action}", body, key, f"desk/desk-{counter}")


async def _do(connection: Connection, request: bytes) -> None:
    status, answer = await connection.send(request)
    if status not in {200, 201}:
        raise NotDoneError(f"{status}: {answer.decode()}")
