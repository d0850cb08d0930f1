from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal import sse
from terminal.sse import EventParser, ServerEvent, StreamTooLargeError

STREAM = (
    b"\xef\xbb\xbf: hello\n\nretry: 2500\nid: e1.2026-06-23.1\nevent: snapshot\n"
    b'data: {"a":\ndata: 1}\n\n'
    b": sign of life\n\n"
    b"event: devices\r\ndata:no space\r\n\r\n"
    b"data:  two spaces\rid\revent: \r\r"
    + "data: Loket é ✓\n\n".encode()
    + b"event: nothing\n\nunknown: field\ndata\n\ndata: never completed"
)
EVENTS = [
    ServerEvent("snapshot", '{"a":\n1}', "e1.2026-06-23.1"),
    ServerEvent("devices", "no space", "e1.2026-06-23.1"),
    ServerEvent("message", " two spaces", ""),
    ServerEvent("message", "Loket é ✓", ""),
    ServerEvent("message", "", ""),
]


def test_parser_reads_a_stream_in_one_piece() -> None:
    parser = EventParser()
    assert parser.feed(STREAM) == EVENTS
    assert parser.retry_seconds == 2.5


@given(st.lists(st.integers(0, len(STREAM)), max_size=30))
def test_parser_gives_the_same_however_the_bytes_are_cut(cuts: list[int]) -> None:
    parser = EventParser()
    edges = [0, *sorted(cuts), len(STREAM)]
    found = []
    for start, end in pairwise(edges):
        found += parser.feed(STREAM[start:end])
    assert found == EVENTS
    assert parser.retry_seconds == 2.5


@given(st.binary(max_size=200))
def test_parser_never_raises_on_any_bytes(rubbish: bytes) -> None:
    parser = EventParser()
    parser.feed(rubbish)
    assert parser.feed(b"\n\ndata: ok\n\n")[-1].data == "ok"


#: What means something to the parser, so that rubbish is seldom mere text.
WORDS = st.sampled_from(
    [
        *(b"data", b"event", b"id", b"retry", b":", b" ", b"\r", b"\n", b"\r\n", b"\n\n", b"\0"),
        *(b"\xef\xbb\xbf", b"\xe2\x9c", b"\x93", b"\xff", b"\xed\xa0\x80", b"9" * 400, b"9" * 5000),
    ]
)
RUBBISH = st.lists(st.one_of(WORDS, st.binary(max_size=8)), max_size=40).map(b"".join)


@given(RUBBISH, st.lists(st.integers(0, 10_000), max_size=20))
def test_any_bytes_mean_the_same_however_they_are_cut(rubbish: bytes, cuts: list[int]) -> None:
    whole, in_pieces = EventParser(), EventParser()
    edges = [0, *sorted(min(cut, len(rubbish)) for cut in cuts), len(rubbish)]
    found = []
    for start, end in pairwise(edges):
        found += in_pieces.feed(rubbish[start:end])
    assert found == whole.feed(rubbish)
    assert in_pieces.retry_seconds == whole.retry_seconds
    assert all("\n" not in f"{each.event}{each.id}" for each in found)


@pytest.mark.parametrize("retry", [b"soon", b"-5", b"1.5", "²".encode(), b"9" * 400, b"9" * 5000])
def test_retry_that_is_no_number_is_ignored(retry: bytes) -> None:
    parser = EventParser()
    parser.feed(b"retry: " + retry + b"\n\n")
    assert parser.retry_seconds is None


def test_event_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "MOST_BYTES", 1000)
    parser = EventParser()
    with pytest.raises(StreamTooLargeError):
        for _ in range(20):
            parser.feed(b"data: " + b"x" * 100 + b"\n")


def test_many_events_and_signs_of_life_never_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "MOST_BYTES", 1000)
    parser = EventParser()
    for _ in range(100):
        assert len(parser.feed(b"data: " + b"x" * 100 + b"\n\n")) == 1
        assert parser.feed(b": " + b"y" * 100 + b"\n\n") == []
