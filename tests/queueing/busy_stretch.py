"""Many acts in a row, in the proportions of a busy hall: depth that single draws do not reach."""

from random import Random

from server.queueing import commands as c
from server.queueing.ticket import Slip
from tests.queueing.hall import Hall
from tests.queueing.random_offices import COUNTERS, KIOSKS, SERVICES

Presses = list[type[c.CounterCommand]]

WITH_FREE_HANDS: Presses = [c.CallNext, c.CallNext, c.CallNext, c.PauseCounter, c.CloseCounter]
WITH_FULL_HANDS: Presses = [
    *(c.StartService, c.FinishService, c.HoldTicket, c.HoldTicket, c.MarkNoShow, c.MarkNoShow),
    *(c.Recall, c.PauseCounter, c.FinishAndNext, c.ReleaseCounter),
]
VISITOR_ACTS: list[type[c.OwnCommand]] = [
    *(c.CancelTicket, c.UndoCancel, c.UndoCancel, c.DelayTicket, c.ReturnTicket, c.ReturnTicket),
]
PLACES = ["counter:1", "counter:3", "counter:9", "kiosk:kiosk-1"]
CHANGES = ["void", "reprint", "copy", "class"]
PEOPLE = ["staff", "visitor", "visitor", "stranger"]
SLIPS = list(Slip)


class BusyStretch:
    """Acts in a hall, chosen by a seed; a shorter stretch begins as a longer one does."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall, self.chance = hall, Random(seed)
        self.weights = {
            self.come: 24,
            self.call: 26,
            self.press: 14,
            self.act: 8,
            self.claim: 4,
            self.report_slip: 4,
            self.pass_time: 8,
            self.undo: 6,
            self.open: 4,
            self.resume: 4,
            self.send_on: 4,
            self.change: 3,
            self.suspend: 2,
            self.assign: 2,
            self.need_help: 2,
            self.tell: 1,
            self.void_run: 1,
            self.dismiss_run: 1,
        }

    def play(self, length: int) -> None:
        """So many acts."""
        for _ in range(length):
            (act,) = self.chance.choices(list(self.weights), list(self.weights.values()))
            act()

    def come(self) -> None:
        services = self.chance.sample(SERVICES, self.chance.choice([1, 1, 1, 2, 3]))
        how = self.chance.choice(["kiosk", "kiosk", "kiosk", "unconfirmed", "staff"])
        self.hall.come(
            services,
            how,
            priority=self.chance.random() < 0.35,
            kiosk=self.chance.choice(KIOSKS),
            slip=self.chance.choice(SLIPS),
        )
        self.hall.pass_time(self.chance.choice([0, 1, 5]), is_late=False)

    def call(self) -> None:
        self.hall.call(self._counter())

    def press(self) -> None:
        counter = self._counter()
        now = self.hall.day.counters.get(counter)
        has_free_hands = now is None or now.ticket_id is None
        presses = WITH_FREE_HANDS if has_free_hands else WITH_FULL_HANDS
        self.hall.press(self.chance.choice(presses), counter)

    def act(self) -> None:
        kind, who = self.chance.choice(VISITOR_ACTS), self.chance.choice(PEOPLE)
        self.hall.act(kind, self._which(), who)

    def claim(self) -> None:
        self.hall.claim(self._which(), self.chance.choice(PEOPLE[1:]))

    def report_slip(self) -> None:
        self.hall.report_slip(self._which(), self.chance.choice(SLIPS))

    def void_run(self) -> None:
        self.hall.void_run(self._which())

    def dismiss_run(self) -> None:
        self.hall.dismiss_run(self._which())

    def pass_time(self) -> None:
        seconds = self.chance.choice([1, 20, 20, 60, 200])
        self.hall.pass_time(seconds, is_late=self.chance.random() < 0.3)

    def undo(self) -> None:
        self.hall.press(c.UndoLast, self._counter())

    def open(self) -> None:
        self.hall.press(c.OpenCounter, self._counter())

    def resume(self) -> None:
        self.hall.resume(self._counter(), self._which())

    def send_on(self) -> None:
        self.hall.press(c.TransferTicket, self._counter(), service=self.chance.choice(SERVICES))

    def change(self) -> None:
        self.hall.change(self.chance.choice(CHANGES), self._which())

    def suspend(self) -> None:
        service = self.chance.choice(SERVICES)
        if self.chance.random() < 0.3:
            self.hall.give(c.SuspendService(service, "system"))
        else:
            self.hall.give(c.ResumeSuspended(service))

    def assign(self) -> None:
        services = self.chance.sample(SERVICES, self.chance.choice([1, 2, 2, 3]))
        self.hall.assign(self._counter(), services)

    def need_help(self) -> None:
        self.hall.need_help(self.chance.choice(PLACES), self._which())

    def tell(self) -> None:
        self.hall.tell(self.chance.choice([0, 1, 30]), self._which())

    def _counter(self) -> str:
        return self.chance.choice(COUNTERS)

    def _which(self) -> int:
        return self.chance.randrange(1000)
