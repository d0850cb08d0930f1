from desk.presses import Presses
from tests.desk.test_twins import PRESSES


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_second_press_within_the_time_is_the_same_press() -> None:
    clock = Clock()
    presses = Presses(1.0, clock)
    answers = []
    for at, key, _ in PRESSES:
        clock.now = at
        answers.append(presses.is_new(key))
    assert answers == [expected for _, _, expected in PRESSES]


def test_key_held_down_is_one_press_however_long() -> None:
    clock = Clock()
    presses = Presses(1.0, clock)
    answers = []
    for repeat in range(300):
        clock.now = 5 + (0.5 if repeat else 0) + repeat / 30
        answers.append(presses.is_new("f"))
    assert answers == [True] + [False] * 299
