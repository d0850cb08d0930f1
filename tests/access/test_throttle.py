"""How long failed sign-ins make the next one wait, and whom they never shut out."""

from server.access.throttle import ACCOUNT, ADDRESS, BOTH, FORGOTTEN_SECONDS, MOST_KEPT, Throttle

DESK, HALL = "192.0.2.1", "192.0.2.99"


def fail(throttle: Throttle, times: int, account: str, address: str, now: float = 0.0) -> None:
    for _ in range(times):
        throttle.failed(account, address, now)


def test_a_few_mistakes_cost_nothing() -> None:
    throttle = Throttle()
    fail(throttle, BOTH.free - 1, "siti", DESK)
    assert throttle.seconds_to_wait("siti", DESK, 0.0) == 0.0


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    throttle, waits = Throttle(), []
    for _ in range(20):
        throttle.failed("siti", DESK, 0.0)
        waits.append(throttle.seconds_to_wait("siti", DESK, 0.0))
    assert waits[BOTH.free - 2 : BOTH.free + 2] == [0.0, 5.0, 10.0, 20.0]
    assert waits[-1] == BOTH.most == 900.0


def test_the_wait_passes() -> None:
    throttle = Throttle()
    fail(throttle, BOTH.free, "siti", DESK, now=100.0)
    assert throttle.seconds_to_wait("siti", DESK, 103.0) == 2.0
    assert throttle.seconds_to_wait("siti", DESK, 105.0) == 0.0


def test_who_attacks_an_account_keeps_its_owner_out_for_half_a_minute_at_most() -> None:
    throttle = Throttle()
    for number in range(500):
        throttle.failed("siti", f"192.0.2.{number}", 0.0)
    assert throttle.seconds_to_wait("siti", DESK, 0.0) == ACCOUNT.most == 30.0


def test_where_the_owner_has_signed_in_before_an_attack_elsewhere_costs_nothing() -> None:
    throttle = Throttle()
    throttle.succeeded("siti", DESK)
    fail(throttle, 500, "siti", HALL)
    assert throttle.seconds_to_wait("siti", DESK, 0.0) == 0.0
    assert throttle.seconds_to_wait("siti", HALL, 0.0) == BOTH.most


def test_who_tries_many_accounts_from_one_address_waits_there_alone() -> None:
    throttle = Throttle()
    for number in range(ADDRESS.free):
        throttle.failed(f"clerk{number}", HALL, 0.0)
    assert throttle.seconds_to_wait("another", HALL, 0.0) > 0.0
    assert throttle.seconds_to_wait("another", DESK, 0.0) == 0.0


def test_right_password_ends_the_count_of_the_account() -> None:
    throttle = Throttle()
    fail(throttle, BOTH.free - 1, "siti", DESK)
    throttle.succeeded("siti", DESK)
    fail(throttle, BOTH.free - 1, "siti", DESK)
    assert throttle.seconds_to_wait("siti", DESK, 0.0) == 0.0


def test_right_password_of_one_account_does_not_excuse_guessing_at_others() -> None:
    throttle = Throttle()
    for number in range(ADDRESS.free):
        throttle.failed(f"clerk{number}", HALL, 0.0)
    throttle.succeeded("attacker", HALL)
    assert throttle.seconds_to_wait("another", HALL, 0.0) > 0.0


def test_after_an_hour_the_count_begins_anew() -> None:
    throttle = Throttle()
    fail(throttle, BOTH.free, "siti", DESK, now=0.0)
    later = FORGOTTEN_SECONDS + 1
    throttle.failed("siti", DESK, later)
    assert throttle.seconds_to_wait("siti", DESK, later) == 0.0


def test_what_is_kept_has_a_bound() -> None:
    throttle = Throttle()
    for number in range(MOST_KEPT + 100):
        throttle.failed("siti", str(number), 0.0)
        throttle.succeeded("siti", str(number))
    assert len(throttle._streaks) <= MOST_KEPT
    assert len(throttle._proven) <= MOST_KEPT
