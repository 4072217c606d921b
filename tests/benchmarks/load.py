"""The load: one process, one event loop, keep-alive connections that each send an order as soon as one is answered.

It reads a `Load` as JSON from standard input and writes an `Outcome` to standard output. It stops sending when the time
is up but waits for every answer, so that what was acknowledged can be compared with what is stored.
"""

import asyncio
import gc
import re
import sys
from collections.abc import Sequence
from time import perf_counter, process_time
from typing import cast

import msgspec
import uvloop

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_LAST_ANSWERS_SECONDS = 15.0
_AGAIN_SECONDS = 0.02


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What to send. Each request is what stands before its fresh Idempotency-Key, and what stands after.

    `a_second` is how many to send at most, over all connections; 0 is as many as are answered.
    """

    port: int
    connections: int
    seconds: float
    requests: list[tuple[str, str]]
    keys: str
    a_second: float = 0.0


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came back; latencies in seconds, sorted. `in_time` counts the orders acknowledged before the time was up."""

    in_time: int
    acknowledged: int
    errors: int
    unknown: int
    seconds: float
    latencies: list[float]
    cpu_seconds: float
    first_error: str = ""


class _Tally:
    """What all connections share."""

    def __init__(self, load: Load) -> None:
        self._requests = [(before.encode(), after.encode()) for before, after in load.requests]
        self._keys = load.keys.encode()
        self._sent = 0
        self._pause = 1 / load.a_second if load.a_second else 0.0
        self._due = 0.0
        self.started = perf_counter()
        self.ends = self.started + load.seconds
        self.in_time = self.acknowledged = self.errors = self.unknown = 0
        self.latencies: list[float] = []
        self.first_error = b""

    def next_request(self) -> bytes:
        before, after = self._requests[self._sent % len(self._requests)]
        self._sent += 1
        return b"%b%b-%d%b" % (before, self._keys, self._sent, after)

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


class _Connection(asyncio.Protocol):
    """One client: sends, waits for the whole answer, sends again."""

    def __init__(self, tally: _Tally, over: asyncio.Future[None]) -> None:
        self._tally = tally
        self._over = over
        self._received = b""
        self._sent: float | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's own is one in all but name
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        length = _LENGTH.search(self._received, 0, head) if head > 0 else None
        if length is None or len(self._received) < head + 4 + int(length[1]) or self._sent is None:
            return
        answer, self._received = self._received, b""
        self._tally.answered(answer, self._sent)
        self._sent = None
        if wait := self._tally.wait():
            _ = asyncio.get_running_loop().call_later(wait, self._send)
        else:
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio's signature
        if self._sent is not None:
            self._tally.unknown += 1
        if not self._over.done():
            self._over.set_result(None)

    def _send(self) -> None:
        assert self._transport is not None
        self._sent = perf_counter()
        if self._sent >= self._tally.ends:
            self._sent = None
            self._transport.close()
        else:
            self._transport.write(self._tally.next_request())


async def _client(tally: _Tally, port: int) -> None:
    loop = asyncio.get_running_loop()
    while perf_counter() < tally.ends:
        over: asyncio.Future[None] = loop.create_future()
        try:
            _ = await loop.create_connection(lambda over=over: _Connection(tally, over), "127.0.0.1", port)
            await over
        except OSError as error:
            tally.errors += 1
            tally.first_error = tally.first_error or str(error).encode()
            await asyncio.sleep(_AGAIN_SECONDS)


async def _apply(load: Load) -> Outcome:
    tally = _Tally(load)
    clients = [asyncio.ensure_future(_client(tally, load.port)) for _ in range(load.connections)]
    _, late = await asyncio.wait(clients, timeout=load.seconds + _LAST_ANSWERS_SECONDS)
    tally.unknown += len(late)
    for client in late:
        _ = client.cancel()
    return tally.outcome()


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value that this share of the ordered values does not exceed; 0 when there are none."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def main() -> None:
    """Apply the load that standard input describes."""
    load = msgspec.json.decode(sys.stdin.buffer.read(), type=Load)
    gc.disable()  # it makes no cycles worth a pause
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        outcome = runner.run(_apply(load))
    _ = sys.stdout.buffer.write(msgspec.json.encode(outcome))


if __name__ == "__main__":
    main()
