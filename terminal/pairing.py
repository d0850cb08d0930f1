"""How a kiosk or display is paired: it asks for a code, shows it, and waits for a supervisor.

Owns the conversation with the server about it. Promises to go on for as long as it takes, whatever
the server says or does not say: codes that run out are replaced, an absent server is waited for.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from protocol.access import PairBody, PairingView, PairReply
from protocol.refusals import Refusal, RefusalCode
from terminal.client import Client
from terminal.keys import fingerprint_of

LOOK_SECONDS = 2.0
"""Between two looks whether the code was typed."""
AGAIN_SECONDS = 10.0
"""Before a code is asked for again, after the server gave none."""
MOST_SECONDS = 300.0


@dataclass(frozen=True)
class Waiting:
    """What there is to show: the code, or why there is none; both while the server is away."""

    code: str = ""
    trouble: Refusal | None = None


class Pairing:
    """Pairs one machine. `show` is told at each change what to show."""

    def __init__(
        self,
        client: Client,
        show: Callable[[Waiting], None],
        look_seconds: float = LOOK_SECONDS,
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        self._client = client
        self._show = show
        self._look_seconds = look_seconds
        self._again_seconds = again_seconds

    async def run(self) -> None:
        """Ends when the machine is paired."""
        while True:
            asked = await self._client.command("pairings", self._wish(), PairReply)
            if isinstance(asked, Refusal):
                self._show(Waiting(trouble=asked))
                await asyncio.sleep(self._seconds_after(asked))
            elif await self._is_confirmed(asked):
                return

    def _wish(self) -> PairBody:
        if self._client.key is None:
            raise ValueError("a machine without a key cannot be paired")
        key_hash = fingerprint_of(self._client.key)
        return PairBody(kind=self._client.kind, name=self._client.name, key_hash=key_hash)  # type: ignore[arg-type]

    async def _is_confirmed(self, asked: PairReply) -> bool:
        """Wait with a code on the screen; false where it is good for nothing any more."""
        self._show(Waiting(asked.code))
        while True:
            await asyncio.sleep(self._look_seconds)
            view = await self._client.get(f"pairings/{asked.pairing_id}", PairingView)
            if isinstance(view, Refusal):
                if view.code is RefusalCode.PAIRING_UNKNOWN:
                    return False
                self._show(Waiting(asked.code, view))
            elif view.state != "waiting":
                return view.state == "confirmed"
            else:
                self._show(Waiting(asked.code))

    def _seconds_after(self, refusal: Refusal) -> float:
        """How long to wait before asking anew: as long as the server says, where it does."""
        told = refusal.params.get("seconds")
        wait = float(told) if isinstance(told, int | float) else 0.0
        return min(max(wait, self._again_seconds), MOST_SECONDS)
