"""What a load sends, and what it counts of what comes back."""

import base64
import re
from collections import deque
from collections.abc import Sequence
from time import perf_counter, process_time
from uuid import UUID

import msgspec

_ORDER = re.compile(rb'"order":\{"id":"([-0-9a-f]{36})"')
_FIRST_ROUND = b"\x00\x01"  # as the id of a ticket has it


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What to send. Each request is what stands before its fresh Idempotency-Key, and what stands after.

    `a_second` is how many to send at most, over all connections; 0 is as many as are answered. Where there is `then`, a
    connection sends these one by one after each request of the same number, which has placed an order: {order} in them
    is its id, {ticket} the id of what the kitchen has to make of it.
    """

    port: int
    connections: int
    seconds: float
    requests: list[tuple[str, str]]
    keys: str
    a_second: float = 0.0
    then: list[list[tuple[str, str]]] = []


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came back; latencies in seconds, sorted. `in_time` counts those acknowledged before the time was up."""

    in_time: int
    acknowledged: int
    errors: int
    unknown: int
    seconds: float
    latencies: list[float]
    cpu_seconds: float
    first_error: str = ""


class Tally:
    """What all connections share."""

    def __init__(self, load: Load) -> None:
        self._requests = [(before.encode(), after.encode()) for before, after in load.requests]
        self._then = load.then
        self._keys = load.keys.encode()
        self._sent = self._next = 0
        self._pause = 1 / load.a_second if load.a_second else 0.0
        self._due = 0.0
        self.started = perf_counter()
        self.ends = self.started + load.seconds
        self.in_time = self.acknowledged = self.errors = self.unknown = 0
        self.latencies: list[float] = []
        self.first_error = b""

    def next_request(self) -> tuple[int, bytes]:
        """Return the next request, and its number."""
        number = self._next
        self._next += 1
        return number, self.with_key(*self._requests[number % len(self._requests)])

    def with_key(self, before: bytes, after: bytes) -> bytes:
        self._sent += 1
        return b"%b%b-%d%b" % (before, self._keys, self._sent, after)

    def what_follows(self, number: int, answer: bytes) -> deque[tuple[bytes, bytes]]:
        """Return what is sent after the answer to the request of this number."""
        placed = _ORDER.search(answer) if self._then and answer.startswith(b"HTTP/1.1 201") else None
        if placed is None:
            return deque()
        order = placed[1].decode()
        ticket = base64.urlsafe_b64encode(UUID(order).bytes + _FIRST_ROUND).decode().rstrip("=")
        return deque(
            (before.replace("{order}", order).replace("{ticket}", ticket).encode(), after.encode())
            for before, after in self._then[number % len(self._then)]
        )

    def wait(self) -> float:
        """Return how long to wait before the next request, so that there are not too many."""
        now = perf_counter()
        self._due = max(self._due + self._pause, now)
        return self._due - now if self._pause else 0.0

    def answered(self, answer: bytes, sent: float) -> None:
        now = perf_counter()
        self.latencies.append(now - sent)
        if answer.startswith(b"HTTP/1.1 20"):
            self.acknowledged += 1
            self.in_time += now <= self.ends
        else:
            self.errors += 1
            self.first_error = self.first_error or answer

    def outcome(self) -> Outcome:
        return Outcome(
            in_time=self.in_time,
            acknowledged=self.acknowledged,
            errors=self.errors,
            unknown=self.unknown,
            seconds=self.ends - self.started,
            latencies=sorted(self.latencies),
            cpu_seconds=process_time(),
            first_error=self.first_error.decode(errors="replace"),
        )


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value that this share of the ordered values does not exceed; 0 when there are none."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0
