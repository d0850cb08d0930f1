"""The order of one service, against a simulation that takes one call after the other."""

from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.queueing.line import Line
from server.queueing.office import Share
from server.queueing.ticket import (
    FRONT_TIER,
    USUAL_TIER,
    Leg,
    Place,
    Ticket,
    TicketClass,
    TicketState,
)
from tests.queueing.rehearsal import clock

SHARES = st.builds(Share, st.integers(1, 5), st.integers(1, 5))


def ticket(number: int, *, priority: bool, minute: int = 0, tier: int = USUAL_TIER) -> Ticket:
    """A waiting ticket; `number` tells apart those of one minute."""
    at = clock("08:00") + timedelta(minutes=minute)
    return Ticket(
        id=f"t{number}",
        number=f"A-{number:03d}",
        token_hash="",
        chosen=("a",),
        legs=(Leg("a"),),
        ticket_class=TicketClass.PRIORITY if priority else TicketClass.REGULAR,
        language="id",
        party_size=1,
        state=TicketState.WAITING,
        place=Place(tier, at, number),
        issued_at=at,
    )


@st.composite
def tickets(draw: st.DrawFn, largest: int = 14) -> list[Ticket]:
    """Waiting tickets in no order, some of the same minute, a few put back at the head."""
    rows = draw(
        st.lists(
            st.tuples(st.booleans(), st.integers(0, 9), st.sampled_from([1, 1, 1, 1, 0])),
            max_size=largest,
        )
    )
    return [
        ticket(number, priority=priority, minute=minute, tier=tier)
        for number, (priority, minute, tier) in enumerate(rows)
    ]


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, list[Ticket]]:
    """A line in any state that it may have, and those who wait in it."""
    share = draw(SHARES)
    line = Line(share, draw(st.integers(-share.regular, share.priority - 1)))
    waiting = draw(tickets())
    for each in waiting:
        line.add(each)
    return line, waiting


def simulated(line: Line, waiting: list[Ticket]) -> list[Ticket]:
    """The calls, one by one, by the rule as it is written down."""
    balance, order, left = line.balance, [], sorted(waiting, key=lambda each: each.place)
    while left:
        priority = [each for each in left if each.is_priority]
        regular = [each for each in left if not each.is_priority]
        if left[0].place.tier == FRONT_TIER or not priority or not regular:
            following = left[0]
        elif balance >= 0:
            following, balance = priority[0], balance - line.share.regular
        else:
            following, balance = regular[0], balance + line.share.priority
        order.append(following)
        left.remove(following)
    return order


@given(lines())
def test_the_order_is_that_of_the_calls_one_by_one(case):
    line, waiting = case
    order = simulated(line, waiting)
    assert [line.ticket_ids[place] for place in line.in_order()] == [each.id for each in order]
    assert line.next_id() == (order[0].id if order else None)


@given(lines())
def test_a_call_changes_the_balance_as_the_order_foresaw(case):
    line, waiting = case
    by_id = {each.id: each for each in waiting}
    order = [each.id for each in simulated(line, waiting)]
    called = []
    while (ticket_id := line.next_id()) is not None:
        line.balance = line.balance_after_call()
        assert -line.share.regular <= line.balance < line.share.priority
        line.remove(by_id[ticket_id])
        called.append(ticket_id)
    assert called == order
    assert not line.ticket_ids
    assert len(line) == 0


@given(lines())
def test_before_is_the_place_in_the_order(case):
    line, waiting = case
    assert [line.before(each) for each in simulated(line, waiting)] == list(range(len(waiting)))


@given(lines(), st.booleans(), st.integers(0, 9), st.sampled_from([FRONT_TIER, USUAL_TIER]))
def test_before_and_key_of_one_who_would_wait_are_those_of_one_who_does(
    case, priority, minute, tier
):
    line, waiting = case
    would = ticket(99, priority=priority, minute=minute, tier=tier)
    order = simulated(line, [*waiting, would])
    index = order.index(would)
    assert line.before(would) == index
    assert line.key(would) == min(each.place for each in order[index:])
    assert line.changed(add=would).before(would) == index


@given(lines())
def test_key_is_the_oldest_place_from_there_on(case):
    line, waiting = case
    order = simulated(line, waiting)
    for index, each in enumerate(order):
        assert line.key(each) == min(other.place for other in order[index:])
    if order:
        assert line.rank() == min(each.place for each in waiting)


@given(lines(), st.integers(0, 10), st.integers(-1, 15), st.sampled_from([FRONT_TIER, USUAL_TIER]))
def test_before_key_counts_until_all_are_later(case, minute, number, tier):
    line, waiting = case
    key = Place(tier, clock("08:00") + timedelta(minutes=minute), number)
    order = simulated(line, waiting)
    expected = 0
    while any(each.place < key for each in order[expected:]):
        expected += 1
    assert line.before_key(key) == expected


@given(lines())
def test_a_changed_copy_leaves_the_line_as_it_is(case):
    line, waiting = case
    order = list(line.in_order())
    newcomer = ticket(99, priority=True, minute=3)
    copy = line.changed(add=newcomer)
    assert len(copy) == len(line) + 1
    for each in waiting:
        copy = copy.changed(remove=each)
    assert list(copy.in_order()) == [newcomer.place]
    assert list(line.in_order()) == order


# the share


def classes(share: Share, balance: int, calls: int) -> str:
    """The classes of the next calls while both wait."""
    line = Line(share, balance)
    for number in range(calls):
        line.add(ticket(2 * number, priority=True))
        line.add(ticket(2 * number + 1, priority=False))
    order = [place.order % 2 for place in line.in_order()]
    return "".join("pr"[number] for number in order[:calls])


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (Share(1, 2), "prrprrprr"),
        (Share(2, 3), "prrprprrpr"),
        (Share(1, 1), "prprprpr"),
        (Share(3, 1), "pppr" * 2),
        (Share(2, 1), "pprppr"),
    ],
)
def test_the_words_of_some_shares(share, word):
    line_word = classes(share, share.priority - 1 if share.regular == 1 else 0, len(word))
    assert line_word == word


@given(SHARES, st.data())
def test_each_round_has_the_exact_share(share, data):
    balance = data.draw(st.integers(-share.regular, share.priority - 1))
    length = share.priority + share.regular
    word = classes(share, balance, 3 * length)
    for start in range(2 * length):
        assert word[start : start + length].count("p") == share.priority


def most(own: int, other: int, ahead: int) -> int:
    """The stated bound: so many of the other class go before one with `ahead` of its own ahead."""
    return ceil((ahead + 1) * other / own)


@given(SHARES, st.data())
def test_the_bound_of_the_share_holds_and_is_reached(share, data):
    ahead = data.draw(st.integers(0, 6))
    for own, other, letter in (
        (share.priority, share.regular, "p"),
        (share.regular, share.priority, "r"),
    ):
        passed = []
        for balance in range(-share.regular, share.priority):
            word = classes(share, balance, (ahead + 2) * (share.priority + share.regular))
            calls_of_own = [index for index, called in enumerate(word) if called == letter]
            passed.append(calls_of_own[ahead] - ahead)
        assert max(passed) == most(own, other, ahead)


# coming back


@given(lines(), st.integers(0, 6), st.booleans())
def test_seniority_behind_the_next_few(case, count, priority):
    line, waiting = case
    waiting = [
        replace(each, place=each.place._replace(at=each.place.at + timedelta(seconds=number)))
        for number, each in enumerate(waiting)
    ]
    spread = Line(line.share, line.balance)
    for each in waiting:
        spread.add(each)
    now = clock("09:00")
    at = spread.seniority_behind(count, priority, now)
    back = ticket(99, priority=priority)
    back = replace(back, place=back.place._replace(at=at))
    own = sorted(each.place for each in waiting if each.is_priority == priority and each.place.tier)
    newcomer = replace(back, place=back.place._replace(at=now))
    assert spread.before(back) <= spread.before(newcomer)
    if not own:
        assert at == now
    elif count:
        assert back.place > min(own)
        before = spread.before(back)
        assert before >= min(count, spread.before(newcomer))
        # nobody is let go first beyond the count, but for the head of the own class
        one_earlier = [place for place in own if place < back.place][:-1]
        if one_earlier:
            closer = back.place._replace(at=one_earlier[-1].at)
            assert spread.before(replace(back, place=closer)) < count
