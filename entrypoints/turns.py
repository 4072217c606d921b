"""Work that waits in queues, taken up in turns: each restaurant with something waiting has one batch at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from time import perf_counter
from typing import Final, Protocol

import structlog

from domain.kernel.errors import Unavailable
from domain.kernel.ids import RestaurantId

log: Final = structlog.get_logger()

SHARE: Final = 0.1
"""How much of its time the work of many restaurants may take, that of the database included."""
_LONGEST_REST_SECONDS: Final = 0.25


class Queues(Protocol):
    """Tells which restaurants have something waiting."""

    async def restaurants(self) -> Sequence[RestaurantId]:
        """Return them."""
        ...


class InBatches(Protocol):
    """A use case that works through a restaurant's queue."""

    def batches(self) -> AsyncIterator[object]:
        """Do a batch at each step, until nothing is left."""
        ...


class InTurns:
    """Gives every restaurant its first batch, with rests in between, and goes on where one was not all, without.

    So many restaurants with little cost little, few with much are served as fast as they can be, and neither keep the
    others waiting for longer than a batch takes.
    """

    def __init__(
        self,
        name: str,
        queues: Callable[[], Awaitable[Queues]],
        work_of: Callable[[RestaurantId], Awaitable[InBatches]],
        *,
        share: float = SHARE,
    ) -> None:
        """Do the work of each restaurant that the queues tell of, for this share of the time; the log says its name."""
        self.name = name
        self._queues = queues
        self._work_of = work_of
        self._rests = 1 / share - 1
        self._left: asyncio.Queue[tuple[RestaurantId, AsyncIterator[object]]] = asyncio.Queue()
        self._has_left: set[RestaurantId] = set()

    async def begin(self) -> None:
        """Give each restaurant that waits its first batch, or raise `Unavailable`."""
        for restaurant in await (await self._queues()).restaurants():
            if restaurant not in self._has_left:
                began = perf_counter()
                await self._turn(restaurant, self._batches(restaurant))
                await asyncio.sleep(min((perf_counter() - began) * self._rests, _LONGEST_REST_SECONDS))

    async def go_on(self) -> None:
        """Give the restaurant that has waited longest for it its next batch, or raise `Unavailable`."""
        restaurant, batches = await self._left.get()
        self._has_left.discard(restaurant)
        await self._turn(restaurant, batches)

    async def _turn(self, restaurant: RestaurantId, batches: AsyncIterator[object]) -> None:
        try:
            _ = await anext(batches)
        except StopAsyncIteration:
            return
        except Unavailable:
            raise
        except Exception:
            # No other restaurant shall wait for this one, which the next round tries again.
            log.exception("failed beside the requests", work=self.name, restaurant=str(restaurant))
            return
        self._has_left.add(restaurant)
        self._left.put_nowait((restaurant, batches))

    async def _batches(self, restaurant: RestaurantId) -> AsyncIterator[object]:
        async for batch in (await self._work_of(restaurant)).batches():
            yield batch
