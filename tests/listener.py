"""One who listens to the stream of events."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final

import httpx

from adapters.system.clock import SystemClock

STREAM: Final = "/api/events/stream"


class Listener:
    """One who listens, and comes back after the last number where the line is lost."""

    def __init__(self, client: httpx.AsyncClient, query: str = "?after=0") -> None:
        self._client = client
        self._query = query
        self.heard: list[int] = []
        self.late: list[float] = []
        self.lines = 0
        self.began = asyncio.Event()

    async def listen(self, until: int) -> None:
        """Listen until this number, over as many lines as it takes."""
        while not self.heard or self.heard[-1] < until:
            with suppress(httpx.TransportError):
                async with self._line() as response:
                    await self._hear(response, until)
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def _line(self) -> AsyncGenerator[httpx.Response]:
        headers = {"Last-Event-ID": str(self.heard[-1])} if self.heard else {}
        async with self._client.stream("GET", STREAM + self._query, headers=headers) as response:
            if response.is_success:
                assert response.headers["Content-Type"].startswith("text/event-stream")
                self.lines += 1
                yield response
            else:
                raise httpx.ReadError(str(response.status_code))

    async def _hear(self, response: httpx.Response, until: int) -> None:
        async for line in response.aiter_lines():
            self.began.set()
            if line.startswith("data: "):
                event = json.loads(line.removeprefix("data: "))
                self.heard.append(event["number"])
                self.late.append((SystemClock().now() - datetime.fromisoformat(event["at"])).total_seconds())
            if self.heard and self.heard[-1] >= until:
                return
