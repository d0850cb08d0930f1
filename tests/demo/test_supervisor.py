"""The demo's supervisor, at a real server: which machines are let in, and which are not."""

from contextlib import aclosing
from pathlib import Path

import pytest

from demo import supervisor as demo_supervisor
from demo.supervisor import Supervisor
from protocol.access import PairBody, PairedKind, PairingView, PairReply
from protocol.snapshots import DeskSnapshot, DevicesSnapshot, HallSnapshot
from terminal.client import Client
from terminal.keys import fingerprint_of
from terminal.stream import Arrived, Devices
from tests.server_fixture import ServerHere, running_server


async def ask(client: Client, key: str, name: str, kind: PairedKind = "display") -> str:
    """A machine asks to be paired; gives the pairing's id."""
    body = PairBody(kind=kind, name=name, key_hash=fingerprint_of(key))
    reply = await client.command("pairings", body, PairReply)
    assert isinstance(reply, PairReply), reply
    return reply.pairing_id


async def state(client: Client, pairing_id: str) -> str:
    view = await client.get(f"pairings/{pairing_id}", PairingView)
    assert isinstance(view, PairingView), view
    return view.state


async def machines_of(client: Client) -> DevicesSnapshot:
    """What the desks' stream tells of them."""
    async with aclosing(client.stream("desk/stream", DeskSnapshot)) as events:
        async for event in events:
            if isinstance(event, Devices):
                return event.devices
    raise AssertionError("the stream ended")


def staff_client(server: ServerHere) -> Client:
    return Client(server.url, server.office, server.key, "desk", "demo")


async def test_displays_are_confirmed_and_kiosks_left_alone(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server, staff_client(server) as client:
        supervisor = Supervisor(client, Path(server.database))
        lobby = await ask(client, "key-of-a-lobby-display", "lobby")
        kiosk = await ask(client, "key-of-a-new-kiosk", "kiosk-9", "kiosk")
        await supervisor.confirm_waiting()
        assert await state(client, lobby) == "confirmed"
        assert await state(client, kiosk) == "waiting"
        assert supervisor.confirmed == 1


async def test_a_display_that_is_there_keeps_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_supervisor, "ARRIVING_SECONDS", 0.0)
    async with running_server(tmp_path) as server, staff_client(server) as client:
        supervisor = Supervisor(client, Path(server.database))
        key = await server.device_key("display", "lobby")
        async with (
            Client(server.url, server.office, key, "display", "lobby") as display,
            aclosing(display.stream("stream", HallSnapshot)) as events,
        ):
            async for event in events:
                if isinstance(event, Arrived):
                    break
            supervisor.see(await machines_of(client))
            other = await ask(client, "key-of-another-display", "lobby")
            await supervisor.confirm_waiting()
            assert await state(client, other) == "waiting"
        supervisor.see(DevicesSnapshot((await machines_of(client)).clock, ()))
        await supervisor.confirm_waiting()
        assert await state(client, other) == "confirmed"


async def test_no_more_displays_than_is_sane(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_supervisor, "MOST_DISPLAYS", 2)
    async with running_server(tmp_path) as server, staff_client(server) as client:
        supervisor = Supervisor(client, Path(server.database))
        asked = [await ask(client, f"key-of-display-number-{each}", f"d{each}") for each in "123"]
        await supervisor.work()
        assert [await state(client, each) for each in asked] == [
            "confirmed",
            "confirmed",
            "waiting",
        ]
