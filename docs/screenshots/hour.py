"""An hour in a busy office, for the pictures: played on a real server, by its own clock."""

from msgspec import Struct

from tests.server_fixture import Issued, ServerHere

VISITORS = ["pengambilan", "permohonan", "informasi", "perubahan", "akta"] * 6
COUNTERS = ["1", "2", "5", "8", "11"]


class Hour(Struct, frozen=True):
    """Tickets of that hour, by what became of them."""

    waiting: Issued
    called: Issued
    missed: Issued
    cancelled: Issued


async def play(server: ServerHere) -> Hour:
    """Thirty visitors come, five counters work, one call is missed, one number given up."""
    tickets = [
        await server.issue(service, priority=index % 9 == 4)
        for index, service in enumerate(VISITORS)
    ]
    for counter in COUNTERS:
        await server.at_counter(counter, "open")
        await server.at_counter(counter, "call-next")
        await server.advance(seconds=15)
    for counter in COUNTERS[:3]:
        await server.at_counter(counter, "start")
    await _come_in(server, tickets)
    await server.advance(seconds=40)
    await server.at_counter(COUNTERS[4], "recall")
    await server.at_counter(COUNTERS[4], "no-show")
    missed = await _in_state(server, tickets, "no_show")
    await server.at_counter(COUNTERS[4], "call-next")
    await server.at_counter(COUNTERS[0], "finish-and-next")
    await server.post(f"/tickets/{tickets[-1].ticket_id}/cancel")
    called = await _in_state(server, tickets, "called")
    return Hour(waiting=tickets[16], called=called, missed=missed, cancelled=tickets[-1])


async def _come_in(server: ServerHere, tickets: list[Issued]) -> None:
    """Most of those who are asked to come in do, so that the hall fills."""
    for _ in range(2):
        room = (await server.hall()).room
        asked = {each.number for each in room.come_in[:-2]} if room else set()
        for ticket in tickets:
            if ticket.number in asked:
                await server.post(f"/tickets/{ticket.ticket_id}/arrive")
        await server.advance(seconds=2)


async def _in_state(server: ServerHere, tickets: list[Issued], state: str) -> Issued:
    """The first of the tickets in a state."""
    for ticket in tickets:
        if (await server.ticket(ticket.token)).state == state:
            return ticket
    raise LookupError(state)
