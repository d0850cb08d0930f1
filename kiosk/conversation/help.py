"""A visitor calls staff to this kiosk, and may take that back."""

from datetime import date

from kiosk.moves import Move
from kiosk.screens.help import HelpPage
from protocol.commands import CommandBody, HelpBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply
from terminal.client import Client
from terminal.identity import new_command_id


class Help:
    """One call for help. `ticket_id`: whose visit it is about, where that is known.

    `is_away`: the server is, so nobody can be called.
    """

    def __init__(
        self, client: Client, day: date, ticket_id: str | None, *, is_away: bool = False
    ) -> None:
        self.client = client
        self.day = day
        self.ticket_id = ticket_id
        self.is_away = is_away

    async def give(self, page: HelpPage) -> None:
        """Call staff and show what came of it, until the page is closed."""
        body = HelpBody(command_id=new_command_id(), day=self.day, ticket_id=self.ticket_id)
        reply: CommandReply | Refusal = Refusal(RefusalCode.SERVER_UNREACHABLE)
        if not self.is_away:
            reply = await self.client.command(f"{self._path}/help", body, CommandReply)
        page.show_reply(reply if isinstance(reply, Refusal) else None)
        if await page.answer is Move.CANCEL:
            end = CommandBody(command_id=new_command_id(), day=self.day)
            await self.client.command(f"{self._path}/help-end", end, CommandReply)

    @property
    def _path(self) -> str:
        return f"kiosks/{self.client.name}"
