"""The contract of `KitchenTimings`."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.kernel.period import ALWAYS, Period
from domain.ordering.line import Line, Progress, Sale
from domain.reporting.kitchen_times import KitchenGroupBy, KitchenTimes, Spread
from tests.contracts.things import NOON, a_line, a_product, a_station, a_waiter, an_order, kept, may, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

ANN, SOUP, TEA = a_waiter(), a_product("Soup"), a_product("Tea")
SOME = st.none() | st.integers(-2, 5_000)
Groups = dict[object, tuple[Spread, Spread, Spread]]


def at(seconds: float | None) -> datetime | None:
    return None if seconds is None else NOON + timedelta(seconds=seconds)


def made(
    product: Product,
    started: float | None = None,
    ready: float | None = None,
    served: float | None = None,
    *,
    station: Station | None = None,
) -> Line:
    """Return a line that was sent at noon, and started, ready and served so many seconds later."""
    progress = Progress(sent_at=NOON, started_at=at(started), ready_at=at(ready), served_at=at(served))
    return replace(a_line(product), progress=progress, station=station and station.id)


def one(seconds: int) -> Spread:
    return Spread(count=1, p50=seconds, p90=seconds, longest=seconds)


def said(times: KitchenTimes) -> tuple[Spread, Spread, Spread]:
    return times.waiting, times.making, times.at_pass


async def reported(room: Room, group_by: KitchenGroupBy, period: Period = ALWAYS) -> Groups:
    """Return the times by what people call the groups, in their order."""
    found = await room.kitchen_timings.grouped(group_by=group_by, period=period)
    return {group.name or group.key: said(group.times) for group in found.groups}


async def test_each_step_is_timed_in_whole_seconds(world: World) -> None:
    room = await kept(world, ANN, SOUP, an_order(ANN, made(SOUP, 59.9, 180, 200.5)))
    times = (one(59), one(120), one(20))
    for by, group in ((KitchenGroupBy.STATION, None), (KitchenGroupBy.HOUR, 12), (KitchenGroupBy.PRODUCT, "Soup")):
        found = await room.kitchen_timings.grouped(group_by=by, period=ALWAYS)
        assert await reported(room, by) == {group: times}
        assert said(found.total) == times


async def test_what_was_not_said_is_not_timed_and_what_was_not_started_waited_until_it_was_ready(world: World) -> None:
    of_before = replace(made(SOUP, 1, 2), progress=Progress())
    lines = [
        made(SOUP),
        made(SOUP, served=9),
        made(SOUP, ready=30),
        made(SOUP, 40),
        made(SOUP, 50, served=90),
        of_before,
    ]
    room = await kept(world, ANN, SOUP, an_order(ANN, *lines))
    waiting = Spread(count=3, p50=40, p90=50, longest=50)
    assert await reported(room, KitchenGroupBy.STATION) == {None: (waiting, Spread(), Spread())}


async def test_nothing_was_timed_where_nothing_was_made(world: World) -> None:
    room = await kept(world, ANN, SOUP, an_order(ANN, made(SOUP)))
    for by in KitchenGroupBy:
        found = await room.kitchen_timings.grouped(group_by=by, period=ALWAYS)
        assert (found.groups, found.total) == ([], KitchenTimes())


async def test_groups_come_in_order_the_kitchen_last_and_hours_are_those_of_ordering(world: World) -> None:
    bar, grill, gone = a_station("Bar"), a_station("Grill"), a_station("Attic")
    late = replace(made(TEA, 4, station=grill), sale=Sale(ANN.id, date(2026, 5, 1), 23), ordered_at=NOON)
    order = an_order(ANN, late, made(SOUP, 1, station=bar), made(TEA, 2), made(SOUP, 3, station=gone))
    room = await kept(world, ANN, SOUP, TEA, bar, grill, order)
    nothing = (Spread(), Spread())
    by_station = await reported(room, KitchenGroupBy.STATION)
    assert [*by_station.items()] == [
        ("Bar", (one(1), *nothing)),
        ("Grill", (one(4), *nothing)),
        (None, (Spread(count=2, p50=2, p90=3, longest=3), *nothing)),
    ]
    assert [*await reported(room, KitchenGroupBy.HOUR)] == [12, 23]
    assert [*await reported(room, KitchenGroupBy.PRODUCT)] == ["Soup", "Tea"]
    assert await reported(world.room(NEXT_DOOR), KitchenGroupBy.STATION) == {}


async def test_a_report_is_of_the_orders_of_its_business_days_and_of_what_was_not_moved_away(world: World) -> None:
    moved = replace(made(SOUP, 70), moved=1)
    orders = [an_order(ANN, made(SOUP, day), moved, day=day) for day in (1, 2, 3)]
    orders = [replace(each, lines=(each.lines[0], replace(moved, id=made(SOUP).id))) for each in orders]
    room = await kept(world, ANN, SOUP, *orders)
    for period, times in (
        (Period(start=may(2), end=may(2)), one(2)),
        (Period(start=may(2)), Spread(count=2, p50=2, p90=3, longest=3)),
        (Period(end=may(2)), Spread(count=2, p50=1, p90=2, longest=2)),
        (Period(start=may(3), end=may(1)), None),
    ):
        found = await reported(room, KitchenGroupBy.PRODUCT, period)
        assert found == ({"Soup": (times, Spread(), Spread())} if times else {})


@given(times=st.lists(st.tuples(SOME, SOME, SOME), min_size=1, max_size=40))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_spread_is_of_times_that_there_were(alone: World, times: list[tuple[int | None, ...]]) -> None:
    tea, waiter = a_product(f"Tea {new_id()}"), a_waiter(f"{new_id()}@example.com")
    lines = [made(tea, *each) for each in times]
    room = await kept(alone, waiter, tea, an_order(waiter, *lines))
    waited = sorted(
        max(begun, 0) for started, ready, _ in times if (begun := ready if started is None else started) is not None
    )
    found = (await reported(room, KitchenGroupBy.PRODUCT)).get(tea.name)
    if not waited:
        assert found is None
        return
    assert found is not None
    waiting = found[0]
    assert (waiting.count, waiting.longest) == (len(waited), waited[-1])
    for part, seconds in ((0.5, waiting.p50), (0.9, waiting.p90)):
        assert seconds in waited
        assert sum(each <= seconds for each in waited) >= part * len(waited)
        assert sum(each < seconds for each in waited) < part * len(waited)
