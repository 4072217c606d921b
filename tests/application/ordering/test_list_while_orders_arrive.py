"""Listing orders while others arrive: whoever is not on the page is announced, so that a walk misses nobody."""

from collections.abc import Awaitable, Callable

import pytest

from adapters.system.clock import SystemClock
from application.kernel.pages import PageRequest
from application.ordering.list_orders import ListOrders
from application.ordering.ports import OrderCounts, OrderFilter
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept
from tests.contracts.worlds import InMemory, open_days


class Interrupted(OrderCounts):
    """Counts, while something happens just before or just after."""

    def __init__(self, counts: OrderCounts, happens: Callable[[], Awaitable[None]], *, first: bool) -> None:
        self._counts = counts
        self._happens = happens
        self._first = first

    async def count(self, where: OrderFilter) -> int:
        if self._first:
            await self._happens()
        counted = await self._counts.count(where)
        if not self._first:
            await self._happens()
        return counted


@pytest.mark.parametrize("first", [True, False])
async def test_an_order_that_arrives_meanwhile_pushes_none_off_the_page_unseen(*, first: bool) -> None:
    ann, soup, world = a_waiter(), a_product(), InMemory()
    oldest, newer = an_order(ann, a_line(soup)), an_order(ann, a_line(soup))
    room = await kept(world, ann, soup, oldest, newer)
    counts = Interrupted(room.order_counts, lambda: keep(world.room(), an_order(ann, a_line(soup))), first=first)

    page = await ListOrders(room.orders, counts, open_days(room), SystemClock())(
        caller=ann.caller, where=OrderFilter(waiter=ann.id), page=PageRequest(1, 2)
    )

    assert oldest in page.items or page.last is not None
