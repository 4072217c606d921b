"""Listeners of the stream of events: one process, raw connections, which count events and how late each piece is.

It reads a `Listeners` as JSON from standard input, says "listening" once all are, and writes a `Heard` to standard
output when all have heard of the last number that it is told of, or the time is up.
"""

import asyncio
import re
import sys
from datetime import datetime
from itertools import pairwise
from typing import cast

import msgspec
import uvloop

from adapters.system.clock import SystemClock

_NUMBER = re.compile(rb"id: (\d+)\nevent")
_AT = re.compile(rb'"at":"([^"]+)"')


class Listeners(msgspec.Struct, frozen=True):
    """How many listen, as whom, and for how many seconds."""

    port: int
    token: str
    how_many: int
    seconds: float


class Heard(msgspec.Struct, frozen=True):
    """How many events each heard of, the last number, whether any was left out or came twice, and how late.

    A piece is as late as the first event in it: the seconds from when that was told until it came.
    """

    events: list[int]
    last: list[int]
    strays: int
    late: list[float]


class _Listener(asyncio.Protocol):
    def __init__(self, request: bytes) -> None:
        self._request = request
        self._clock = SystemClock()
        self._rest = b""
        self.events = 0
        self.last: int | None = None
        self.strays = 0
        self.late: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.WriteTransport", transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        now = self._clock.now()
        data = self._rest + data
        whole = data.rfind(b"\n\n") + 2
        piece, self._rest = data[:whole], data[whole:]
        numbers = [int(each) for each in _NUMBER.findall(piece)]
        if not numbers:
            return
        self.strays += sum(number != before + 1 for before, number in pairwise([self.last or numbers[0] - 1, *numbers]))
        self.events += len(numbers)
        self.last = numbers[-1]
        if at := _AT.search(piece):
            self.late.append((now - datetime.fromisoformat(at[1].decode())).total_seconds())


async def _listen(told: Listeners) -> Heard:
    request = (
        f"GET /api/events/stream HTTP/1.1\r\nHost: 127.0.0.1:{told.port}\r\nAuthorization: Bearer {told.token}\r\n\r\n"
    ).encode()
    loop = asyncio.get_running_loop()
    listeners = [_Listener(request) for _ in range(told.how_many)]
    for each in listeners:
        _ = await loop.create_connection(lambda each=each: each, "127.0.0.1", told.port)
    await asyncio.sleep(2)
    print("listening", flush=True)  # noqa: T201 - for whoever started this
    await asyncio.sleep(told.seconds)
    return Heard(
        [each.events for each in listeners],
        [each.last or 0 for each in listeners],
        sum(each.strays for each in listeners),
        sorted(late for each in listeners for late in each.late),
    )


def main() -> None:
    """Listen as standard input says."""
    told = msgspec.json.decode(sys.stdin.buffer.read(), type=Listeners)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        heard = runner.run(_listen(told))
    _ = sys.stdout.buffer.write(msgspec.json.encode(heard))


if __name__ == "__main__":
    main()
