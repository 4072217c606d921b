"""The load: one process, one event loop, keep-alive connections that each send a request as soon as one is answered.

It reads a `Load` as JSON from standard input and writes an `Outcome` to standard output. It stops sending when the time
is up but waits for every answer, so that what was acknowledged can be compared with what is stored.
"""

import asyncio
import gc
import re
import subprocess
import sys
from collections import deque
from pathlib import Path
from time import perf_counter
from typing import cast

import msgspec
import uvloop

from tests.benchmarks.tally import Load, Outcome, Tally

_ROOT = Path(__file__).parents[2]
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_LAST_ANSWERS_SECONDS = 15.0
_AGAIN_SECONDS = 0.02


class _Connection(asyncio.Protocol):
    """One client: sends, waits for the whole answer, sends again."""

    def __init__(self, tally: Tally, over: asyncio.Future[None]) -> None:
        self._tally = tally
        self._over = over
        self._received = b""
        self._sent: float | None = None
        self._number: int | None = None
        self._follows: deque[tuple[bytes, bytes]] = deque()
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
        if self._number is not None:
            self._follows = self._tally.what_follows(self._number, answer)
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
            self._transport.write(self._next_request())

    def _next_request(self) -> bytes:
        if self._follows:
            self._number = None
            return self._tally.with_key(*self._follows.popleft())
        self._number, request = self._tally.next_request()
        return request


async def _client(tally: Tally, port: int) -> None:
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
    tally = Tally(load)
    clients = [asyncio.ensure_future(_client(tally, load.port)) for _ in range(load.connections)]
    _, late = await asyncio.wait(clients, timeout=load.seconds + _LAST_ANSWERS_SECONDS)
    tally.unknown += len(late)
    for client in late:
        _ = client.cancel()
    return tally.outcome()


def apply(load: Load) -> Outcome:
    """Apply a load in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.load"]
    ran = subprocess.run(command, cwd=_ROOT, input=msgspec.json.encode(load), stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(ran.stdout, type=Outcome)


def main() -> None:
    """Apply the load that standard input describes."""
    load = msgspec.json.decode(sys.stdin.buffer.read(), type=Load)
    gc.disable()  # it makes no cycles worth a pause
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        outcome = runner.run(_apply(load))
    _ = sys.stdout.buffer.write(msgspec.json.encode(outcome))


if __name__ == "__main__":
    main()
