"""The load of many kiosks, in a process of its own: `python -m benchmarks.load`.

The question comes on its input, the answer goes to its output, both as JSON.
Each kiosk sends its next request when the last one has been answered. All requests are made
before the clock starts.
"""

import asyncio
import sys
import time
from datetime import date

import msgspec
from msgspec import Struct

from benchmarks.connection import Connection, post
from benchmarks.figures import percentile
from protocol.commands import CommandBody, IssueBody
from terminal.identity import new_command_id, new_ticket_id, new_token

SERVICES = ("pengambilan", "permohonan", "perubahan", "akta", "informasi")
ACCEPTED = frozenset({200, 201})


class Question(Struct, frozen=True):
    """Who to load, and how. `confirms`: each number is confirmed, too."""

    port: int
    key: str
    office: str
    day: date
    kiosks: int
    tickets: int
    warm_up: int
    confirms: bool


class Found(Struct, frozen=True):
    """Tickets a second; seconds of latency of one ticket; seconds of the generator's processor."""

    rate: float
    p50: float
    p99: float
    processor: float


class RefusedError(Exception):
    """The server did not do what was asked."""


def visit(question: Question, index: int) -> list[bytes]:
    """What a kiosk sends for one visitor."""
    ticket_id = new_ticket_id()
    body = IssueBody(
        command_id=new_command_id(),
        day=question.day,
        ticket_id=ticket_id,
        token=new_token(),
        services=(SERVICES[index % len(SERVICES)],),
        priority=index % 10 == 0,
    )
    path = f"/api/v1/offices/{question.office}/tickets"
    requests = [post(path, body, question.key)]
    if question.confirms:
        confirmation = CommandBody(command_id=new_command_id(), day=question.day)
        requests.append(post(f"{path}/{ticket_id}/confirm", confirmation, question.key))
    return requests


async def issue_all(connections: list[Connection], visits: list[list[bytes]]) -> list[float]:
    """The seconds that each visit took; all connections work at the same time."""
    remaining, latencies = iter(visits), []

    async def work(connection: Connection) -> None:
        for requests in remaining:
            began = time.perf_counter()
            for request in requests:
                status, answer = await connection.send(request)
                if status not in ACCEPTED:
                    raise RefusedError(f"{status}: {answer.decode()}")
            latencies.append(time.perf_counter() - began)

    await asyncio.gather(*map(work, connections))
    return latencies


async def load(question: Question) -> Found:
    """Warm up, then measure."""
    total = question.warm_up + question.tickets
    visits = [visit(question, index) for index in range(total)]
    connections = [
        await Connection.opened("127.0.0.1", question.port) for _ in range(question.kiosks)
    ]
    await issue_all(connections, visits[: question.warm_up])
    began, processor = time.perf_counter(), time.process_time()
    latencies = await issue_all(connections, visits[question.warm_up :])
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    for connection in connections:
        connection.close()
    return Found(
        question.tickets / seconds,
        percentile(latencies, 0.5),
        percentile(latencies, 0.99),
        processor,
    )


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    print(msgspec.json.encode(asyncio.run(load(asked))).decode())
