"""What the coalescer costs an order that is alone: the same use case, with it and past it, in turns."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from statistics import median
from time import perf_counter
from typing import Any, Final

from adapters.postgres.kernel.coalescing import Item, Result
from adapters.postgres.kernel.engine import Database
from application.ordering.place_order import PlaceOrder
from domain.access.session import SessionId
from domain.kernel.errors import Unavailable
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.people.waiter import Waiter
from tests.contracts.things import a_product, a_waiter, kept
from tests.contracts.worlds import OnPostgres, open_both

_WARMING_UP: Final = 100
_TIMED: Final = 1_500
_NAMES: Final = ("Soup", "Tea", "Cake")


class Direct(Database):
    """A database where nobody's work is done together with anybody else's."""

    def coalesced(
        self,
        run: Callable[[Database, Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        *,
        restaurant: Callable[[Item], object],
        unanswered: type[Unavailable] = Unavailable,
    ) -> Callable[[Item], Coroutine[Any, Any, Result]]:
        _ = restaurant, unanswered  # nobody waits here

        async def alone(want: Item) -> Result:
            (got,) = await run(self, [want])
            if isinstance(got, Exception):
                raise got
            return got

        return alone


def lone_order(database_url: str) -> str:
    """Return one sentence: how long a lone order takes, and what part of that the coalescer is."""
    together, direct = asyncio.run(_in_turns(database_url))
    return f"A lone order takes {together * 1000:.2f} ms in the program, {together / direct:.2f} times the direct path."


async def _in_turns(database_url: str) -> tuple[float, float]:
    together, direct = OnPostgres(database_url), OnPostgres(database_url)
    direct.database = Direct(database_url)
    ann = a_waiter()
    _ = await open_both(together)
    _ = await kept(together, ann, *map(a_product, _NAMES))
    times: dict[OnPostgres, list[float]] = {together: [], direct: []}
    for _ in range(_WARMING_UP + _TIMED):
        for world, seconds in times.items():
            seconds.append(await _seconds(world, ann))
    for world in times:
        await world.close()
    return median(times[together][_WARMING_UP:]), median(times[direct][_WARMING_UP:])


async def _seconds(world: OnPostgres, waiter: Waiter) -> float:
    room, place = world.room(), world.use(PlaceOrder)
    wanted = [Wanted(name=Name(name), price=Price(100), quantity=Quantity(1)) for name in _NAMES]
    before = perf_counter()
    _ = await room.signed_in.find(waiter.id, SessionId(waiter.id))
    _ = await place(caller=waiter.caller, customer=Name("Bob"), wanted=wanted)
    return perf_counter() - before
