"""Where tables are distributed, a statement is of one restaurant; where they are not, of all who come together."""

import asyncio
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final
from uuid import UUID

import pytest
from typing_extensions import override

from adapters.postgres.kernel.driver import Driver
from domain.access.session import SessionId
from domain.kernel.ids import RestaurantId
from tests.adapters.postgres.plans import Watched
from tests.contracts.things import NOON, a_line, a_product, a_request, a_waiter, an_order, new_id
from tests.contracts.worlds import OnPostgres, a_restaurant

RESTAURANTS: Final = [RestaurantId(UUID(int=number)) for number in range(1, 6)]
ORDERS: Final = 400
ANN, SOUP = a_waiter(), a_product("Soup")


class Told(Watched):
    """A database that is told that its tables are distributed, or that they are not."""

    def __init__(self, database_url: str, *, distributed: bool) -> None:
        super().__init__(database_url)
        self._told = distributed

    @override
    async def connected(self, driver: Driver) -> None:
        await super().connected(driver)
        self.distributed = self._told


def ids_in(argument: Any) -> Iterator[object]:  # noqa: ANN401 - any argument of a statement
    match argument:
        case list():
            yield from chain.from_iterable(map(ids_in, argument))
        case tuple():  # a row
            yield from argument
        case _:
            yield argument


def restaurants_of(sent: Any) -> set[object]:  # noqa: ANN401 - asyncpg comes without types
    return set(chain.from_iterable(map(ids_in, sent.args))) & set(RESTAURANTS)


async def order(world: OnPostgres, number: int) -> tuple[object, ...]:
    """Place an order as a request does, in one of the restaurants, and return what was found on the way."""
    room = world.room(RESTAURANTS[number % len(RESTAURANTS)])
    waiter, kept, listed = await asyncio.gather(
        room.signed_in.find(ANN.id, SessionId(new_id())),
        room.answers.find(a_request(ANN, f"key {number}")),
        room.catalogue.look_up(["Soup"]),
    )
    placed = an_order(ANN, a_line(SOUP), customer=f"Table {number}")
    keeping = room.answers.keep(a_request(ANN, f"key {number}"), placed, at=NOON)
    _ = await room.work.commit(placed, room.orders.add(placed), keeping)
    again = await room.answers.find(a_request(ANN, f"key {number}"))
    assert again is not None
    return waiter, kept, [*listed], (await room.orders.get(placed.id)).customer, again.made == placed


@pytest.mark.parametrize("distributed", [True, False])
async def test_hundreds_of_orders_at_once_are_each_their_own_restaurants(
    clean_database: str, *, distributed: bool
) -> None:
    world = OnPostgres(clean_database)
    world.database = watched = Told(clean_database, distributed=distributed)
    for each in RESTAURANTS:
        room = world.room(each)
        await room.work.commit(None, room.restaurants.add(a_restaurant(each)))
        await room.work.commit(None, room.waiters.add(ANN), room.products.add(SOUP))
    await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
    watched.sent.clear()
    placed = await asyncio.gather(*(order(world, number) for number in range(ORDERS)))
    await asyncio.sleep(0)
    assert placed == [(ANN, None, ["Soup"], f"Table {number}", True) for number in range(ORDERS)]
    for each in RESTAURANTS:
        assert await world.room(each).waiters.all() == [ANN]
    together = [restaurants_of(sent) for sent in watched.sent if "unnest" in sent.query]
    await world.close()
    most = max(len(restaurants) for restaurants in together)
    assert min(len(restaurants) for restaurants in together) >= 1
    assert most == (1 if distributed else len(RESTAURANTS))
    assert len(together) < ORDERS  # and together they are, all the same
