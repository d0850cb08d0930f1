"""Where to wait, in an office that gives places: the sentences of ticket, slip and place page."""

from datetime import tzinfo

from kiosk.offline.numbers import OfflineNumber
from protocol.replies import IssueReply
from protocol.snapshots import TicketView
from texts import Texts
from texts.moments import write_time


def say_where(seen: IssueReply | OfflineNumber | TicketView, texts: Texts) -> str:
    """Where to wait, or where to go at once; "" where the office gives no places."""
    if seen.where == "come_in":
        return texts.gettext("Please come in to place %(number)s", number=seen.spot)
    if seen.where == "inside" and seen.spot is not None:
        return texts.gettext("You are at place %(number)s.", number=seen.spot)
    if seen.where == "outside" and seen.line is not None:
        return texts.gettext("Please wait outside, place in line %(line)s", line=seen.line)
    return ""


def say_what_comes(reply: IssueReply | OfflineNumber, texts: Texts) -> str:
    """What to wait for, and where it is told."""
    if reply.where == "outside" and reply.line is not None:
        return texts.gettext("You will be asked to come in: watch the display at the door.")
    return texts.gettext("Please wait to be called")


def say_place_to_wait(view: TicketView, texts: Texts, zone: tzinfo) -> list[str]:
    """The same of a number that was taken before; of those who were asked in vain, when."""
    says = [say_where(view, texts)]
    if view.where == "outside" and view.come_in_at is not None:
        time = write_time(view.come_in_at, zone, texts.language)
        says.append(
            texts.gettext("You were asked to come in at %(time)s. Your turn stays.", time=time)
        )
    return [each for each in says if each]


def may_come_in(view: TicketView) -> bool:
    """Whether this visitor was asked to come in, and is not there as far as anybody knows."""
    was_asked = view.come_in_at is not None
    return view.where == "come_in" or (view.where == "outside" and was_asked)
