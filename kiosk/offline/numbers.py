"""A number from a lease: as its visitor gets it, and as it is handed in.

Pure but for the new ids.
"""

from dataclasses import dataclass
from datetime import datetime

from kiosk.conversation.wishes import Wish
from kiosk.offline.records import Slip
from protocol.offline import LeaseView, OfflineTicket
from terminal.identity import new_ticket_id, new_token


@dataclass(frozen=True)
class OfflineNumber:
    """What `IssueReply` is for a number that the server gave: what nobody can know now is None."""

    ticket_id: str
    number: str
    url: str
    ahead: int | None = None
    where: str | None = None
    spot: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Press:
    """The press of a visitor that the server did not answer.

    `instead_of`: the id of the ticket that the server may have made for it. `slip` is what counts
    if the power goes now.
    """

    wish: Wish
    instead_of: str
    at: datetime
    is_doubtful: bool
    slip: Slip

    def as_ticket(self, lease: LeaseView, number: str) -> OfflineTicket:
        """The ticket with this number of this lease."""
        return OfflineTicket(
            ticket_id=new_ticket_id(),
            token=new_token(),
            lease_id=lease.lease_id,
            number=number,
            services=self.wish.services,
            priority=self.wish.priority,
            language=self.wish.language,
            party_size=self.wish.party_size,
            issued_at=self.at,
            slip=self.slip,
            instead_of=self.instead_of,
            clock_doubtful=self.is_doubtful,
        )
