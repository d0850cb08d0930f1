"""What an event means, in a sentence. One for each kind of the closed list; a test holds that.

Keyed by the events' names: they live for ever, and a sentence may be there before its event is.
Placeholders are the event's own fields, and what `told` makes of them.
"""

from collections.abc import Mapping

from texts import N_

SENTENCES: Mapping[str, str] = {
    # Tickets
    "TicketIssued": N_("Number %(number)s was given: %(services)s, %(class)s."),
    "TicketHandedIn": N_("Number %(number)s was given while the server was away: %(services)s."),
    "TicketConfirmed": N_("The visitor has the number; slip: %(slip)s."),
    "SlipReported": N_("News of the slip: %(slip)s."),
    "TicketExpired": N_("The number expired: %(reason)s."),
    "TicketCancelled": N_("The number was given up."),
    "CancellationUndone": N_("The number was taken back after all."),
    "TicketClaimed": N_("A phone opened the ticket, and may act on it."),
    "TicketVoided": N_("The number was taken out: %(reason)s."),
    "RunDismissed": N_("The run of numbers was found harmless."),
    "TicketReprinted": N_("The slip was given again: %(reason)s."),
    "PriorityChanged": N_("The class was changed to %(class)s: %(reason)s."),
    "TicketDelayed": N_("The visitor let others go first."),
    "TicketReturned": N_("The visitor came back into the queue."),
    "PartySizeChanged": N_("People under the number: %(party_size)s."),
    # Personal data
    "ContactsShown": N_("Personal data was shown in full (%(kinds)s): %(reason)s."),
    "ContactsErased": N_("Personal data was erased at somebody's wish (%(kinds)s)."),
    # Calls
    "TicketCalled": N_("Called to counter %(counter)s, call %(call)s."),
    "CallRepeated": N_("Called again to counter %(counter)s, call %(call)s."),
    "CallAnnounced": N_("The call to counter %(counter)s was heard."),
    "TicketPutBack": N_("The call was taken back at counter %(counter)s."),
    "ServiceStarted": N_("Service began at counter %(counter)s."),
    "ServiceFinished": N_("Service ended at counter %(counter)s."),
    "TicketMissed": N_("Nobody came to counter %(counter)s."),
    "TicketHeld": N_("Set aside at counter %(counter)s."),
    "HoldEnded": N_("Waits again after having been set aside."),
    "TicketResumed": N_("Taken back at counter %(counter)s, without a call."),
    "TicketTransferred": N_("Sent on from counter %(counter)s to: %(service)s."),
    "TicketRestored": N_("The last step at counter %(counter)s was undone."),
    # Places
    "TicketCalledIn": N_("Asked to come in, to place %(spot)s."),
    "CallInRepeated": N_("Asked to come in once more."),
    "TicketArrived": N_("Came in."),
    "ArrivalUndone": N_("Was not there after all."),
    "SpotPassedOn": N_("Did not come in; the place went to somebody else."),
    "SpotBlocked": N_("Place %(spot)s was blocked."),
    "SpotUnblocked": N_("Place %(spot)s is used again."),
    "ProfileChanged": N_("Other health rules: %(profile)s."),
    "PeopleCounted": N_("People without a number were counted: %(change)s."),
    # Counters, services and the day
    "CounterOpened": N_("Counter %(counter)s was opened."),
    "CounterClosed": N_("Counter %(counter)s was closed."),
    "CounterPaused": N_("Counter %(counter)s went on a pause."),
    "ServicesAssigned": N_("Counter %(counter)s now serves: %(services)s."),
    "ServiceSuspended": N_("Interrupted: %(service)s, %(reason)s."),
    "ServiceResumed": N_("Goes on: %(service)s."),
    "NoticePosted": N_("A notice was shown to the hall."),
    "NoticeEnded": N_("A notice was taken away."),
    "HelpRequested": N_("Help was asked for at %(place)s."),
    "HelpEnded": N_("Help came to %(place)s."),
    "NumbersLeased": N_("Numbers from %(letter)s-%(first)s on were lent to %(kiosk)s: %(count)s."),
    "LeaseShrunk": N_("Numbers lent to a kiosk are fewer now: %(count)s."),
    "LeaseEnded": N_("Numbers lent to a kiosk came back: %(unused)s."),
    "NumbersSkipped": N_("A backup was restored: numbers go on further up."),
    "IssuingStopped": N_("Giving out numbers was stopped."),
    "IssuingAllowed": N_("Numbers are given out again."),
    "PhaseEntered": N_("The day went on: %(phase)s."),
    "DayOpened": N_("The day was opened."),
    "OfficeConfigured": N_("The office's file was changed."),
    "DayEnded": N_("The day was ended."),
}

UNKNOWN = N_("Something that this program has no words for: %(event)s.")

WITH_CONTACTS = N_("Personal data came with it: %(kinds)s.")
ERASED_ON_SCHEDULE = N_("Personal data was erased, its time was over (%(kinds)s).")

ACTORS: Mapping[str, str] = {
    "clock": N_("the clock"),
    "visitor": N_("the visitor"),
    "configuration": N_("the configuration"),
    "staff": N_("staff"),
    "kiosk": N_("kiosk %(name)s"),
    "display": N_("display %(name)s"),
    "desk": N_("desk %(name)s"),
}

SLIPS: Mapping[str, str] = {
    "printed": N_("printed"),
    "shown": N_("shown on the screen"),
    "assumed": N_("assumed to be printed"),
    "failed": N_("not printed"),
}

KINDS: Mapping[str, str] = {"phone": N_("Mobile number"), "nik": "NIK"}

EXPIRIES: Mapping[str, str] = {
    "unconfirmed": N_("nobody took it"),
    "day_ended": N_("the day ended"),
}
