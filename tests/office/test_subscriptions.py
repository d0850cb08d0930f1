"""What one stream is still to be sent: handed on at once, or the newest of each kind kept."""

import asyncio

import pytest

from server.office.subscriptions import Message, Subscription


def message(number: int, event: str = "snapshot") -> Message:
    return Message(event, str(number), b"{}")


@pytest.fixture
def subscription() -> Subscription:
    return Subscription(lambda _: None)


async def test_what_can_be_handed_on_never_waits(subscription: Subscription) -> None:
    gone: list[Message] = []
    subscription.hand_on = lambda each: gone.append(each) is None
    subscription.put(message(1))
    subscription.put(message(2, "devices"))
    assert gone == [message(1), message(2, "devices")]
    subscription.end()
    assert not await subscription.is_filled()


async def test_what_cannot_be_handed_on_waits_and_newer_replaces_it(
    subscription: Subscription,
) -> None:
    subscription.hand_on = lambda _: False
    waiting = asyncio.create_task(subscription.next())
    await asyncio.sleep(0)
    subscription.put(message(1))
    subscription.put(message(2))
    assert await waiting == message(2)


async def test_nothing_overtakes_what_waits(subscription: Subscription) -> None:
    gone: list[Message] = []
    subscription.put(message(1))
    subscription.hand_on = lambda each: gone.append(each) is None
    subscription.put(message(2, "devices"))
    assert gone == []
    assert subscription.take() == message(1)
    assert subscription.take() == message(2, "devices")
    subscription.put(message(3))
    assert gone == [message(3)]


async def test_what_waits_is_taken_before_the_end(subscription: Subscription) -> None:
    subscription.put(message(1))
    subscription.end()
    assert await subscription.next() == message(1)
    with pytest.raises(StopAsyncIteration):
        await subscription.next()
