"""What `/metrics` tells, in Prometheus' own format.

Labels name route templates, kinds and codes: never paths, tickets, tokens or people. Each
application has its own registry.
"""

from collections.abc import Iterable
from functools import lru_cache

from aiohttp import hdrs
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.process_collector import ProcessCollector

SECONDS_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """Counts and measures one application."""

    def __init__(self) -> None:
        """All begin at nothing."""
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "antrean_requests",
            "Answered requests; streams count when they end.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "antrean_request_seconds",
            "Time from a request to its answer, streams left out.",
            ("method", "route"),
            buckets=SECONDS_BUCKETS,
            registry=self.registry,
        )
        self._commands = Counter(
            "antrean_commands",
            "Commands by type and outcome: carried_out, or the code of the refusal.",
            ("command", "outcome"),
            registry=self.registry,
        )
        self._streams = Gauge(
            "antrean_open_streams", "Streams open now.", ("kind",), registry=self.registry
        )
        self._waiting = Gauge(
            "antrean_waiting_tickets", "Tickets that wait now.", ("office",), registry=self.registry
        )
        self._publications = Gauge(
            "antrean_publications",
            "How often an office's state was sent out since the start.",
            ("office",),
            registry=self.registry,
        )
        # finding a label's child costs more than counting with it
        self._request_child = lru_cache(1024)(self._requests.labels)
        self._seconds_child = lru_cache(1024)(self._seconds.labels)
        self._command_child = lru_cache(1024)(self._commands.labels)

    def note_request(self, method: str, route: str, status: int, seconds: float | None) -> None:
        """A request was answered; `seconds` is None for a stream."""
        method = method if method in hdrs.METH_ALL else "other"  # clients may invent methods
        self._request_child(method, route, status).inc()
        if seconds is not None:
            self._seconds_child(method, route).observe(seconds)

    def note_command(self, command: str, outcome: str) -> None:
        """A command was decided."""
        self._command_child(command, outcome).inc()

    def note_stream(self, kind: str, change: int) -> None:
        """A stream was opened (+1) or has ended (-1)."""
        self._streams.labels(kind).inc(change)

    def expose(self, offices: Iterable[tuple[str, int | None, int]]) -> bytes:
        """The whole page. `offices`: id, waiting tickets (None if unreadable), publications."""
        for office, waiting, publications in offices:
            if waiting is not None:
                self._waiting.labels(office).set(waiting)
            self._publications.labels(office).set(publications)
        return generate_latest(self.registry)
