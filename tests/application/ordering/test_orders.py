"""Looking orders up: one's own, or anybody's for a manager."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from adapters.memory.ordering.orders import MemoryOrders
from adapters.memory.reporting.order_counts import MemoryOrderCounts
from application.kernel.access import NotForTheKitchen, OnlyManagersMay
from application.kernel.business_days import BusinessDays
from application.kernel.pages import PageRequest
from application.ordering.follow_orders import FollowOrders
from application.ordering.list_orders import ListOrders
from application.ordering.ports import OrderFilter, OrderPlace
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import OrderId
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.ordering.order import Order, OrderNotFound
from tests.application.conftest import NOON, House, wanted

ALL = PageRequest(1, 100)
FIRST, SECOND = date(2024, 5, 1), date(2024, 5, 2)


@pytest.fixture
async def ana(house: House) -> Caller:
    """Return a waiter who takes two orders, for Smith and for Jones, a day apart."""
    return (await house.register(email="ana@example.com", name=Name("Ana"))).caller


@pytest.fixture
async def bia(house: House) -> Caller:
    """Return a waiter who takes one order, for Smithson, on the second day."""
    return (await house.register(email="bia@example.com", name=Name("Bia"))).caller


@pytest.fixture
async def boss(house: House) -> Caller:
    """Return the manager, who takes none."""
    return (await house.register(email="boss@example.com", name=Name("Boss"), role=Role.MANAGER)).caller


@pytest.fixture
async def placed(house: House, ana: Caller, bia: Caller) -> dict[str, OrderId]:
    """Return the three orders of two days, by customer."""
    orders: dict[str, OrderId] = {}
    for waiter, customer, days in ((ana, "Smith", 0), (ana, "Jones", 1), (bia, "Smithson", 0)):
        house.clock.moment += timedelta(days=days)
        orders[customer] = (await house.place(caller=waiter, customer=Name(customer), wanted=[wanted("Coffee")])).id
    return orders


async def customers(house: House, caller: Caller, where: OrderFilter) -> list[str]:
    found = await house.list_orders(caller=caller, where=where, page=ALL)
    assert found.total == len(found.items)
    return [order.customer for order in found.items]


async def test_a_waiter_sees_an_order_of_their_own(house: House, ana: Caller, placed: dict[str, OrderId]) -> None:
    order = await house.show_order(caller=ana, order=placed["Smith"])

    assert (order.id, order.customer, order.waiter) == (placed["Smith"], "Smith", ana.id)


async def test_the_order_of_another_waiter_looks_like_none(
    house: House, bia: Caller, placed: dict[str, OrderId]
) -> None:
    with pytest.raises(OrderNotFound) as foreign:
        _ = await house.show_order(caller=bia, order=placed["Smith"])
    with pytest.raises(OrderNotFound) as missing:
        _ = await house.show_order(caller=bia, order=OrderId(UUID(int=404)))
    assert str(foreign.value) == str(missing.value)


async def test_a_manager_sees_any_order(house: House, boss: Caller, placed: dict[str, OrderId]) -> None:
    assert [(await house.show_order(caller=boss, order=each)).customer for each in placed.values()] == list(placed)


@pytest.mark.usefixtures("placed")
async def test_not_even_a_manager_sees_an_order_that_is_not_there(house: House, boss: Caller) -> None:
    with pytest.raises(OrderNotFound):
        _ = await house.show_order(caller=boss, order=OrderId(UUID(int=404)))


@pytest.mark.usefixtures("placed")
async def test_a_waiter_lists_their_own_orders_newest_first(house: House, ana: Caller, bia: Caller) -> None:
    assert await customers(house, ana, OrderFilter(waiter=ana.id)) == ["Jones", "Smith"]
    assert await customers(house, bia, OrderFilter(waiter=bia.id)) == ["Smithson"]


async def test_a_waiter_may_not_list_the_orders_of_another_nor_of_everybody(
    house: House, ana: Caller, bia: Caller
) -> None:
    for waiter in (bia.id, None):
        with pytest.raises(OnlyManagersMay):
            _ = await house.list_orders(caller=ana, where=OrderFilter(waiter=waiter), page=ALL)


@pytest.mark.usefixtures("placed")
async def test_a_manager_lists_the_orders_of_anybody_and_of_everybody(house: House, boss: Caller, ana: Caller) -> None:
    assert await customers(house, boss, OrderFilter()) == ["Smithson", "Jones", "Smith"]
    assert await customers(house, boss, OrderFilter(waiter=ana.id)) == ["Jones", "Smith"]
    assert await customers(house, boss, OrderFilter(waiter=boss.id)) == []


@pytest.mark.usefixtures("placed")
@pytest.mark.parametrize(
    ("where", "found"),
    [
        (OrderFilter(customer_part="SMITH"), ["Smithson", "Smith"]),
        (OrderFilter(customer_part="smiths"), ["Smithson"]),
        (OrderFilter(customer_part="_"), []),
        (OrderFilter(period=Period(start=SECOND)), ["Smithson", "Jones"]),
        (OrderFilter(period=Period(end=FIRST)), ["Smith"]),
        (OrderFilter(period=Period(start=FIRST, end=SECOND)), ["Smithson", "Jones", "Smith"]),
        (OrderFilter(period=Period(start=SECOND, end=FIRST)), []),
        (OrderFilter(customer_part="o", period=Period(start=SECOND, end=SECOND)), ["Smithson", "Jones"]),
    ],
)
async def test_orders_are_listed_by_customer_and_by_business_day(
    house: House, boss: Caller, where: OrderFilter, found: list[str]
) -> None:
    assert await customers(house, boss, where) == found


@pytest.mark.usefixtures("placed")
async def test_a_long_list_comes_one_page_at_a_time(house: House, boss: Caller) -> None:
    pages = [
        await house.list_orders(caller=boss, where=OrderFilter(), page=PageRequest(number, 2)) for number in (1, 2, 3)
    ]

    assert [[order.customer for order in page.items] for page in pages] == [["Smithson", "Jones"], ["Smith"], []]
    assert {(page.total, page.pages) for page in pages} == {(3, 2)}


async def test_a_list_is_walked_from_an_order_as_many_as_a_page_has(
    house: House, ana: Caller, bia: Caller, placed: dict[str, OrderId]
) -> None:
    place = OrderPlace.of(await house.show_order(caller=ana, order=placed["Jones"]))
    assert place == OrderPlace(SECOND, placed["Jones"])

    async def walked(size: int, part: str = "") -> tuple[list[str], OrderPlace | None]:
        found = await house.list_orders(
            caller=ana, where=OrderFilter(waiter=ana.id, customer_part=part), page=PageRequest(9, size), after=place
        )
        return [order.customer for order in found.items], found.last

    assert await walked(1) == (["Smith"], None)
    _ = await house.place(
        caller=ana, customer=Name("Adams"), wanted=[wanted("Tea")]
    )  # arrives meanwhile: it comes before
    assert await walked(1) == (["Smith"], None)
    assert await walked(5, "jones") == ([], None)
    with pytest.raises(OnlyManagersMay):
        _ = await house.list_orders(caller=bia, where=OrderFilter(waiter=ana.id), page=ALL, after=place)


async def test_a_walk_goes_on_after_its_last_order(house: House, boss: Caller, placed: dict[str, OrderId]) -> None:
    first = await house.list_orders(caller=boss, where=OrderFilter(), page=PageRequest(1, 1))
    assert first.last is not None
    rest = await house.list_orders(caller=boss, where=OrderFilter(), page=PageRequest(1, 1), after=first.last)
    assert [order.id for order in rest.items] == [rest.last.id if rest.last else None] == [placed["Jones"]]


async def test_the_kitchen_sees_no_order(house: House, ana: Caller, placed: dict[str, OrderId]) -> None:
    cook = replace(ana, role=Role.KITCHEN)

    for order in (placed["Smith"], OrderId(UUID(int=404))):
        with pytest.raises(NotForTheKitchen):
            _ = await house.show_order(caller=cook, order=order)


class Asked(MemoryOrders):
    """Orders that write down how many they were asked for."""

    def __init__(self, house: House) -> None:
        super().__init__(house.store, house.restaurant.id)
        self.most = list[int]()

    async def after(self, *, where: OrderFilter, place: OrderPlace, most: int) -> Sequence[Order]:
        self.most.append(most)
        return await super().after(where=where, place=place, most=most)

    async def since(
        self,
        *,
        where: OrderFilter,
        moment: datetime,
        until: datetime,
        settled: OrderPlace | None,
        place: OrderPlace | None,
        most: int,
    ) -> Sequence[Order]:
        self.most.append(most)
        return await super().since(where=where, moment=moment, until=until, settled=settled, place=place, most=most)


async def test_no_more_is_asked_for_than_the_one_that_tells_whether_a_list_goes_on(
    house: House, boss: Caller, placed: dict[str, OrderId]
) -> None:
    orders = Asked(house)
    place = OrderPlace.of(await house.show_order(caller=boss, order=placed["Jones"]))
    listing = ListOrders(
        orders, MemoryOrderCounts(house.store, house.restaurant.id), house.get(BusinessDays), house.clock
    )
    _ = await listing(caller=boss, where=OrderFilter(), page=PageRequest(1, 5), after=place)
    following = FollowOrders(orders, house.get(BusinessDays), house.clock)
    _ = await following(caller=boss, where=OrderFilter(), moment=NOON, so_far=None, most=7)
    assert orders.most == [6, 8]
