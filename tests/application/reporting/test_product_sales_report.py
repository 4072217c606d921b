"""The product sales report: who may ask, what it covers, and that it adds up."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from application.kernel.access import OnlyManagersMay
from application.reporting.ports import SalesQuestion
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import ProductId
from domain.kernel.money import Money
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.reporting.product_sales import SortBy
from tests.application.conftest import House, wanted

FIRST, SECOND = date(2024, 5, 1), date(2024, 5, 2)


@pytest.fixture
async def ana(house: House) -> Caller:
    """Return a waiter who sells coffee and cake on the first day, cheaper coffee on the second."""
    return (await house.register(email="ana@example.com", name=Name("Ana"))).caller


@pytest.fixture
async def bia(house: House) -> Caller:
    """Return a waiter who sells tea on the second day."""
    return (await house.register(email="bia@example.com", name=Name("Bia"))).caller


@pytest.fixture
async def boss(house: House) -> Caller:
    """Return the manager, who sells nothing."""
    return (await house.register(email="boss@example.com", name=Name("Boss"), role=Role.MANAGER)).caller


@pytest.fixture
async def sold(house: House, ana: Caller, bia: Caller) -> dict[str, ProductId]:
    """Return the products sold on the two days, by name. Wine was never sold."""
    _ = await house.add_product(name="Wine", price=Money(900))
    _ = await house.place(
        caller=ana,
        customer=Name("Smith"),
        wanted=[wanted("Coffee", 250, 2), wanted("Cake", 999, 1), wanted("Coffee", 1)],
    )
    house.clock.moment += timedelta(days=1)
    _ = await house.place(caller=ana, customer=Name("Jones"), wanted=[wanted("Coffee", 199, 1)])
    _ = await house.place(caller=bia, customer=Name("Smith"), wanted=[wanted("Tea", 100, 4)])
    return house.shelf.products_by_name


async def rows(house: House, caller: Caller, question: SalesQuestion) -> list[tuple[str, int, int]]:
    report = await house.report(caller=caller, question=question)
    return [(row.product_name, row.quantity, row.revenue.minor) for row in report]


@pytest.mark.usefixtures("sold")
async def test_a_waiter_sees_their_own_sales(house: House, ana: Caller, bia: Caller) -> None:
    assert await rows(house, ana, SalesQuestion(waiter=ana.id)) == [("Coffee", 4, 700), ("Cake", 1, 999)]
    assert await rows(house, bia, SalesQuestion(waiter=bia.id)) == [("Tea", 4, 400)]


async def test_a_waiter_may_not_see_the_sales_of_another_nor_of_everybody(
    house: House, ana: Caller, bia: Caller
) -> None:
    for waiter in (bia.id, None):
        with pytest.raises(OnlyManagersMay):
            _ = await house.report(caller=ana, question=SalesQuestion(waiter=waiter))


@pytest.mark.usefixtures("sold")
async def test_a_manager_sees_the_sales_of_anybody_and_of_everybody(house: House, boss: Caller, bia: Caller) -> None:
    assert await rows(house, boss, SalesQuestion(waiter=bia.id)) == [("Tea", 4, 400)]
    assert await rows(house, boss, SalesQuestion()) == [("Coffee", 4, 700), ("Tea", 4, 400), ("Cake", 1, 999)]


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize(
    ("question", "names"),
    [
        (SalesQuestion(sort_by=SortBy.QUANTITY, descending=True), ["Coffee", "Tea", "Cake"]),
        (SalesQuestion(sort_by=SortBy.QUANTITY, descending=False), ["Cake", "Coffee", "Tea"]),
        (SalesQuestion(sort_by=SortBy.REVENUE, descending=True), ["Cake", "Coffee", "Tea"]),
        (SalesQuestion(sort_by=SortBy.REVENUE, descending=False), ["Tea", "Coffee", "Cake"]),
        (SalesQuestion(sort_by=SortBy.NAME, descending=True), ["Tea", "Coffee", "Cake"]),
        (SalesQuestion(sort_by=SortBy.NAME, descending=False), ["Cake", "Coffee", "Tea"]),
        (SalesQuestion(sort_by=SortBy.NAME, descending=False, limit=2), ["Cake", "Coffee"]),
        (SalesQuestion(name_part="C", sort_by=SortBy.NAME, descending=False), ["Cake", "Coffee"]),
        (SalesQuestion(name_part="wine"), []),
        (SalesQuestion(period=Period(end=FIRST)), ["Coffee", "Cake"]),
        (SalesQuestion(period=Period(start=SECOND)), ["Tea", "Coffee"]),
        (SalesQuestion(period=Period(start=SECOND, end=FIRST)), []),
        (SalesQuestion(product=ProductId(UUID(int=404))), []),
    ],
)
async def test_a_report_covers_and_sorts_what_it_is_asked_for(
    house: House, boss: Caller, question: SalesQuestion, names: list[str]
) -> None:
    assert [name for name, _, _ in await rows(house, boss, question)] == names


async def test_a_report_can_cover_one_product(house: House, boss: Caller, sold: dict[str, ProductId]) -> None:
    assert await rows(house, boss, SalesQuestion(product=sold["Coffee"])) == [("Coffee", 4, 700)]


async def test_a_product_is_reported_under_its_name_of_today_at_the_prices_of_its_day(
    house: House, boss: Caller, sold: dict[str, ProductId]
) -> None:
    _ = await house.change_product(product=sold["Coffee"], name="Espresso", price=Money(10_000))

    assert await rows(house, boss, SalesQuestion(name_part="espresso")) == [("Espresso", 4, 700)]


@pytest.mark.usefixtures("sold")
async def test_a_report_adds_up_to_the_orders_it_covers(house: House, boss: Caller) -> None:
    orders = house.shelf.orders.values()

    report = await house.report(caller=boss, question=SalesQuestion())

    assert sum(row.revenue.minor for row in report) == sum(order.total.minor for order in orders)
    assert sum(row.quantity for row in report) == sum(line.quantity for order in orders for line in order.lines)
