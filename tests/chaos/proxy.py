"""A wire that breaks: the server gets the request, the client never gets the answer."""

import asyncio
import random
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(slots=True)
class Wire:
    """A TCP proxy on 127.0.0.1 that cuts connections once the request is through."""

    target: int
    answers_cut: float = 0.15
    requests_cut: float = 0.05
    cuts: int = 0
    port: int = 0
    _carried: dict[asyncio.Task[None], StreamWriter] = field(default_factory=dict[asyncio.Task[None], StreamWriter])
    _chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - nothing secret

    async def carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Carry one client's connection until somebody ends it, or chance does."""
        task = asyncio.current_task()
        assert task is not None
        self._carried[task] = writer
        task.add_done_callback(self._carried.pop)
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        directions = [
            asyncio.create_task(self._carry(reader, server_writer, self.requests_cut, after=True)),
            asyncio.create_task(self._carry(server_reader, writer, self.answers_cut, after=False)),
        ]
        try:
            _ = await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for direction in directions:
                _ = direction.cancel()
            # Aborted, not closed: the other end hears of it at once, and hears nothing else.
            writer.transport.abort()
            server_writer.transport.abort()

    async def hang_up(self) -> None:
        """End every connection that is still open."""
        for writer in self._carried.values():
            writer.transport.abort()
        if self._carried:
            _ = await asyncio.wait(self._carried)

    async def _carry(self, reader: StreamReader, writer: StreamWriter, cut: float, *, after: bool) -> None:
        with suppress(ConnectionError):
            while said := await reader.read(65536):
                cuts = self._chance.random() < cut
                if after or not cuts:
                    writer.write(said)
                    await writer.drain()
                if cuts:
                    self.cuts += 1
                    # A request that is cut off is under way: the server is somewhere between reading and commit.
                    await asyncio.sleep(self._chance.random() / 100 if after else 0)
                    return


@asynccontextmanager
async def broken_wire(target: int) -> AsyncGenerator[Wire]:
    """Open a wire to the target; `port` is its near end."""
    wire = Wire(target)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        await wire.hang_up()
