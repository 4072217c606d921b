"""A receiver of the tests' own: it answers as it is told, and remembers what it was sent."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Final

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
OK: Final = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass(frozen=True)
class Heard:
    """A request: its line, its headers by names in lower case, and its body."""

    line: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """Where it listens, what it answers, and what it was sent."""

    port: int = 0
    answer: Answer = field(default_factory=lambda: saying(OK))
    heard: list[Heard] = field(default_factory=list[Heard])
    connections: int = 0
    server: asyncio.Server | None = None
    _serving: set["asyncio.Task[None] | None"] = field(default_factory=set["asyncio.Task[None] | None"])

    def url(self, host: str = "127.0.0.1", path: str = "/hear") -> str:
        """Return the URL of it at this host."""
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        """Listen no more, and refuse who comes."""
        if self.server:
            self.server.close()
        for task in filter(None, self._serving):
            _ = task.cancel()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take requests, until the client goes away or the answer closes the connection."""
        self.connections += 1
        self._serving.add(asyncio.current_task())
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                line, *lines = head.decode().strip().split("\r\n")
                headers = {name.lower(): value for name, value in (each.split(": ", 1) for each in lines)}
                body = await reader.readexactly(int(headers["content-length"]))
                self.heard.append(Heard(line, headers, body))
                await self.answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            self._serving.discard(asyncio.current_task())


def saying(what: bytes) -> Answer:
    """Return the answer of these bytes."""

    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(what)
        await writer.drain()

    return say


def status(number: int, *headers: str) -> Answer:
    """Return the answer of this status, without a body."""
    more = "".join(f"{each}\r\n" for each in headers)
    return saying(f"HTTP/1.1 {number} As told\r\nContent-Length: 0\r\n{more}\r\n".encode())


async def hanging(writer: asyncio.StreamWriter) -> None:
    """Say nothing for a minute."""
    _ = writer
    await asyncio.sleep(60)


async def endless(writer: asyncio.StreamWriter) -> None:
    """Send a body that never ends, as fast as it is read."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x" * 65_536)
        await writer.drain()


@asynccontextmanager
async def receiving(*, tls: SSLContext | None = None) -> AsyncGenerator[Receiver]:
    """Listen at a free port of this machine."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=tls)
    receiver.server = server
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        receiver.close()
        await asyncio.sleep(0)  # what is being served ends
