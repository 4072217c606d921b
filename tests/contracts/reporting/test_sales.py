"""The contract of `Sales`."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.kernel.ids import WaiterId
from domain.kernel.money import HIGHEST_PRICE, Money
from domain.kernel.names import Name
from domain.kernel.period import Period
from domain.reporting.product_sales import SortBy
from domain.reporting.sales import GroupBy, GroupKey, Sold
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept, may
from tests.contracts.worlds import NEXT_DOOR, Room, World


async def asked(room: Room, question: SalesQuestion) -> list[tuple[str, int, int]]:
    return [(each.product_name, each.quantity, each.revenue.minor) for each in await room.sales.by_product(question)]


async def a_day(world: World) -> Room:
    ann, bob = a_waiter(), a_waiter("bob@example.com")
    soup, tea, cake = a_product("Soup", price=300), a_product("Tea", price=200), a_product("Crème 100%", price=600)
    return await kept(
        world, ann, bob, soup, tea, cake, a_product("Never sold"),
        an_order(ann, a_line(soup, 2), a_line(tea, 3), a_line(soup, 1, price=250), day=1),
        an_order(bob, a_line(cake, 1), day=2),
        an_order(ann, a_line(cake, 1, price=300), day=3),
    )  # fmt: skip


SOUP, TEA, CAKE = ("Soup", 3, 850), ("Tea", 3, 600), ("Crème 100%", 2, 900)


@pytest.mark.parametrize(
    ("sort_by", "descending", "rows"),
    [
        (SortBy.QUANTITY, True, [SOUP, TEA, CAKE]),
        (SortBy.QUANTITY, False, [CAKE, SOUP, TEA]),
        (SortBy.REVENUE, True, [CAKE, SOUP, TEA]),
        (SortBy.REVENUE, False, [TEA, SOUP, CAKE]),
        (SortBy.NAME, True, [TEA, SOUP, CAKE]),
        (SortBy.NAME, False, [CAKE, SOUP, TEA]),
    ],
)
async def test_sales_are_added_up_and_sorted(
    world: World,
    sort_by: SortBy,
    descending: bool,  # noqa: FBT001 - a column of the table
    rows: list[tuple[str, int, int]],
) -> None:
    room = await a_day(world)
    question = SalesQuestion(sort_by=sort_by, descending=descending)
    assert await asked(room, question) == rows
    limited = SalesQuestion(sort_by=sort_by, descending=descending, limit=2)
    assert await asked(room, limited) == rows[:2]


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [(1, 1, ["Soup", "Tea"]), (2, None, ["Crème 100%"]), (None, 1, ["Soup", "Tea"]), (3, 1, []), (4, None, [])],
)
async def test_a_period_covers_both_its_ends(
    world: World, start: int | None, end: int | None, names: list[str]
) -> None:
    period = Period(start=may(start), end=may(end))
    assert [name for name, _, _ in await asked(await a_day(world), SalesQuestion(period=period))] == names


@pytest.mark.parametrize(
    ("part", "rows"),
    [("CRÈME", [CAKE]), ("%", [CAKE]), ("_", []), ("\\", []), ("creme", [CAKE]), ("réme", [CAKE]), ("E", [TEA, CAKE])],
)
async def test_a_part_of_a_name_is_found_in_any_case_and_with_any_accents(
    world: World, part: str, rows: list[tuple[str, int, int]]
) -> None:
    assert await asked(await a_day(world), SalesQuestion(name_part=part)) == rows


@pytest.mark.parametrize("rolled_up", [False, True])
async def test_what_did_not_sell_is_there_where_it_is_asked_for(world: World, *, rolled_up: bool) -> None:
    room = await a_day(world)
    if rolled_up:
        _ = await room.rollups.roll_up(most=100)
    nothing = ("Never sold", 0, 0)
    assert await asked(room, SalesQuestion(unsold=True)) == [SOUP, TEA, CAKE, nothing]
    least = SalesQuestion(unsold=True, sort_by=SortBy.REVENUE, descending=False, limit=2)
    assert await asked(room, least) == [nothing, TEA]
    first = SalesQuestion(unsold=True, period=Period(end=may(1)), name_part="E")
    assert await asked(room, first) == [TEA, CAKE[:1] + (0, 0), nothing]
    bob = await room.waiters.with_email("bob@example.com")
    assert await asked(room, SalesQuestion(unsold=True, waiter=bob.id, name_part="sold")) == [nothing]
    assert await asked(world.room(NEXT_DOOR), SalesQuestion(unsold=True)) == []


async def test_weeks_and_months_are_those_of_the_calendar_wherever_a_range_cuts_them(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    days = [date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 4), date(2027, 1, 31), date(2027, 2, 1)]
    orders = [replace(an_order(ann, a_line(soup)), business_date=day) for day in days]
    room = await kept(world, ann, soup, *orders)
    period = Period(start=date(2027, 1, 2), end=date(2027, 2, 1))
    for _ in range(2):
        found = await room.sales.grouped(
            GroupedQuestion(group_by=GroupBy.WEEK),
            GroupedQuestion(group_by=GroupBy.MONTH),
            GroupedQuestion(group_by=GroupBy.WEEK, period=period),
            GroupedQuestion(group_by=GroupBy.MONTH, period=period),
        )
        assert [[(each.key, each.sold.orders) for each in sales.groups] for sales in found] == [
            [("2026-W53", 2), ("2027-W01", 1), ("2027-W04", 1), ("2027-W05", 1)],
            [("2026-12", 1), ("2027-01", 3), ("2027-02", 1)],
            [("2026-W53", 1), ("2027-W01", 1), ("2027-W04", 1), ("2027-W05", 1)],
            [("2027-01", 3), ("2027-02", 1)],
        ]
        _ = await room.rollups.roll_up(most=100)


async def test_one_waiter_and_one_product_can_be_asked_for(world: World) -> None:
    room = await a_day(world)
    bob = await room.waiters.with_email("bob@example.com")
    assert await asked(room, SalesQuestion(waiter=bob.id)) == [("Crème 100%", 1, 600)]
    soup = (await room.catalogue.look_up(["Soup"]))["Soup"].id
    assert await asked(room, SalesQuestion(product=soup)) == [SOUP]


@pytest.mark.parametrize("number", [0, 2**128 - 1])
async def test_who_is_not_there_sold_nothing_whatever_their_id(world: World, number: int) -> None:
    room, nobody = await a_day(world), WaiterId(UUID(int=number))
    for _ in range(2):
        assert await asked(room, SalesQuestion(waiter=nobody)) == []
        for group_by in GroupBy:
            (sales,) = await room.sales.grouped(GroupedQuestion(group_by=group_by, waiter=nobody))
            assert (list(sales.groups), sales.total) == ([], Sold())
        _ = await room.rollups.roll_up(most=10)


async def test_sales_stand_under_the_name_of_today_at_the_prices_of_their_day(world: World) -> None:
    room = await a_day(world)
    soup = await room.products.get((await room.catalogue.look_up(["Soup"]))["Soup"].id)
    await room.work.commit(None, room.products.change(soup.changed(name=Name("Stew"))))
    assert await asked(room, SalesQuestion(product=soup.id)) == [("Stew", 3, 850)]


async def test_large_sums_are_exact(world: World) -> None:
    ann, gold = a_waiter(), a_product("Gold", price=HIGHEST_PRICE)
    room = await kept(world, ann, gold, an_order(ann, *(a_line(gold, 10_000) for _ in range(200))))
    assert await asked(room, SalesQuestion()) == [("Gold", 2_000_000, HIGHEST_PRICE * 2_000_000)]


async def test_sales_next_door_are_not_seen(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    await keep(world.room(NEXT_DOOR), ann, soup, an_order(ann, a_line(soup)))
    assert await asked(world.room(), SalesQuestion()) == []


@pytest.mark.parametrize("rolled_up", [False, True])
@pytest.mark.parametrize(
    ("group_by", "groups"),
    [
        (
            GroupBy.DAY,
            [(date(2026, 5, 1), 4, 1100, 2), (date(2026, 5, 2), 3, 900, 1), (date(2026, 5, 9), 1, 100, 1)],
        ),
        (GroupBy.WEEK, [("2026-W18", 7, 2000, 3), ("2026-W19", 1, 100, 1)]),
        (GroupBy.MONTH, [("2026-05", 8, 2100, 4)]),
        (GroupBy.HOUR, [(9, 1, 300, 1), (12, 6, 1700, 2), (23, 1, 100, 1)]),
        (GroupBy.WEEKDAY, [(5, 4, 1100, 2), (6, 4, 1000, 2)]),
        (GroupBy.WAITER, [("Bob", 4, 1200, 2), ("Ann", 4, 900, 2)]),
        (GroupBy.PRODUCT, [("Soup", 5, 1500, 4), ("Tea", 3, 600, 2)]),
    ],
)
async def test_sales_are_grouped_and_every_order_is_counted_once(
    world: World, group_by: GroupBy, groups: list[tuple[GroupKey, int, int, int]], *, rolled_up: bool
) -> None:
    ann, bob = a_waiter(), replace(a_waiter("bob@example.com"), name="Bob")
    soup, tea = a_product("Soup", price=300), a_product("Tea", price=200)
    room = await kept(
        world, ann, bob, soup, tea,
        an_order(ann, a_line(soup, 1), a_line(soup, 1), a_line(tea, 1), hour=12),
        an_order(bob, a_line(soup, 1), hour=9),
        an_order(bob, a_line(soup, 1, price=500), a_line(tea, 2), day=2),
        an_order(ann, a_line(soup, 1, price=100), day=9, hour=23),
    )  # fmt: skip
    if rolled_up:
        _ = await room.rollups.roll_up(most=3)
    (sales,) = await room.sales.grouped(GroupedQuestion(group_by=group_by))
    rows = [
        (each.name or each.key, each.sold.quantity, each.sold.revenue.minor, each.sold.orders) for each in sales.groups
    ]
    assert rows == groups
    named: dict[GroupBy, dict[GroupKey, str]] = {
        GroupBy.WAITER: {each.id: each.name for each in (ann, bob)},
        GroupBy.PRODUCT: {each.id: each.name for each in (soup, tea)},
    }
    assert {each.key: each.name for each in sales.groups} == named.get(
        group_by, dict.fromkeys(key for key, *_ in groups)
    )
    assert sales.total == Sold(quantity=8, revenue=Money(2100), orders=4)

    (hers,) = await room.sales.grouped(GroupedQuestion(group_by=group_by, waiter=ann.id, period=Period(end=may(8))))
    assert hers.total == Sold(quantity=3, revenue=Money(800), orders=1)
    (none,) = await room.sales.grouped(GroupedQuestion(group_by=group_by, period=Period(end=date(2020, 1, 1))))
    assert (list(none.groups), none.total) == ([], Sold())


async def test_questions_asked_together_are_answered_in_their_order(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    room = await kept(world, ann, soup, an_order(ann, a_line(soup)), an_order(ann, a_line(soup, 2), day=2))
    first, second = Period(start=may(1), end=may(1)), Period(start=may(2), end=may(2))
    questions = [GroupedQuestion(group_by=GroupBy.DAY, period=period) for period in (second, first)]
    assert [sales.total.quantity for sales in await room.sales.grouped(*questions)] == [2, 1]


@pytest.mark.parametrize("rolled_up", [False, True])
async def test_sales_are_grouped_by_the_category_that_products_are_in_today(world: World, *, rolled_up: bool) -> None:
    ann, tea, cola = a_waiter(), a_product("Tea", category="Drinks"), a_product("Cola", category="Drinks")
    cake, soup, jam = a_product("Cake", category="Food"), a_product("Soup", category="Soups"), a_product("Jam")
    orders = [
        an_order(ann, a_line(tea, 2), a_line(cola), a_line(jam)),
        an_order(ann, a_line(tea), a_line(cake, 4), a_line(soup, 2), day=2),
    ]
    room = await kept(world, ann, tea, cola, cake, soup, jam, *orders)
    if rolled_up:
        _ = await room.rollups.roll_up(most=100)
    await room.work.commit(None, room.products.change(soup.changed(category=Name("Food"))))

    async def by_category(**some: Any) -> list[tuple[GroupKey, str | None, int, int, int]]:  # noqa: ANN401
        (sales,) = await room.sales.grouped(GroupedQuestion(group_by=GroupBy.CATEGORY, **some))
        assert sales.total.orders == (1 if some else 2)
        return [(e.key, e.name, e.sold.quantity, e.sold.revenue.minor, e.sold.orders) for e in sales.groups]

    everything = [("Food", None, 6, 3000, 0), ("Drinks", None, 4, 2000, 0), (None, None, 1, 500, 0)]
    assert await by_category() == everything
    first = Period(start=date(2026, 5, 1), end=date(2026, 5, 1))
    assert await by_category(period=first) == [("Drinks", None, 3, 1500, 0), (None, None, 1, 500, 0)]
    assert await asked(room, SalesQuestion(category="Drinks")) == [("Tea", 3, 1500), ("Cola", 1, 500)]
    assert await asked(room, SalesQuestion(category="Drinks", name_part="co")) == [("Cola", 1, 500)]
    assert await asked(room, SalesQuestion(category="drinks")) == []
