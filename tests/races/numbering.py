"""A worker that places orders around midnight until it is killed: `python -m tests.races.numbering DATABASE_URL`."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from itertools import cycle

from dishka import Provider
from typing_extensions import override

from application.kernel.clock import Clock
from application.ordering.place_order import PlaceOrder
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from entrypoints.wiring.scopes import Scope
from tests.contracts.worlds import OnPostgres

MIDNIGHT = datetime(2026, 5, 10, tzinfo=UTC)
AT_ONCE = 8
TEA = [Wanted(name=Name("Tea"), price=Price(100), quantity=Quantity(1))]


class AroundMidnight(Clock):
    """Says by turns that it is just before and just after midnight."""

    def __init__(self) -> None:
        self._moments = cycle([MIDNIGHT - timedelta(seconds=1), MIDNIGHT + timedelta(seconds=1)])

    @override
    def now(self) -> datetime:
        return next(self._moments)


def around_midnight() -> Provider:
    """Return what provides this clock."""
    given = Provider(scope=Scope.APP)
    _ = given.provide(AroundMidnight, provides=Clock, override=True)
    return given


async def place(world: OnPostgres) -> str:
    """Have Ann place an order, and return its business day and its number."""
    ann = await world.room().waiters.with_email("ann@example.com")
    order = await world.use(PlaceOrder)(caller=ann.caller, customer=Name("Bob"), wanted=TEA)
    return f"{order.business_date} {order.number}"


async def main(database_url: str) -> None:
    """Place orders without end, and say of each that it is durable."""
    world = OnPostgres(database_url, around_midnight())

    async def work() -> None:
        while True:
            _ = sys.stdout.write(f"{await place(world)}\n")
            _ = sys.stdout.flush()

    _ = await asyncio.gather(*(work() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
