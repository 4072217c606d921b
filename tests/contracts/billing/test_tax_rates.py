"""The contract of `TaxRates`."""

from datetime import date

import pytest

from application.kernel.pages import PageRequest
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate, TaxRateChanged, TaxRateNotFound, TaxRateTaken
from tests.contracts.things import a_tax_rate, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World

EVERYTHING = PageRequest(number=1, size=100)


async def listed(room: Room, page: PageRequest = EVERYTHING) -> list[tuple[str, int]]:
    return [(rate.category, rate.starts_on.day) for rate in await room.tax_rates.page(page)]


async def change(room: Room, rate: TaxRate) -> None:
    await room.work.commit(None, room.tax_rates.change(rate))


async def test_a_tax_rate_comes_back_as_it_was_kept(world: World) -> None:
    rate = a_tax_rate()
    room = await kept(world, rate)
    assert await room.tax_rates.get(rate.id) == rate


async def test_an_id_no_tax_rate_has_is_not_found(world: World) -> None:
    with pytest.raises(TaxRateNotFound):
        _ = await world.room().tax_rates.get(a_tax_rate().id)


async def test_they_are_listed_by_category_by_code_point_then_by_day_a_page_at_a_time(world: World) -> None:
    rates = [("food", 1), ("Épices", 1), ("Food", 10), ("Food", 2), ("Drinks", 5)]
    room = await kept(world, *(a_tax_rate(category, day=day) for category, day in rates))
    assert await listed(room) == [("Drinks", 5), ("Food", 2), ("Food", 10), ("food", 1), ("Épices", 1)]
    assert await listed(room, PageRequest(number=2, size=3)) == [("food", 1), ("Épices", 1)]
    assert await listed(room, PageRequest(number=3, size=3)) == []
    assert await room.tax_rates.count() == 5


async def test_a_second_rate_of_a_category_from_the_same_day_on_is_refused_at_commit(world: World) -> None:
    first, second = a_tax_rate(day=1), a_tax_rate(day=2)
    room = await kept(world, first, second, a_tax_rate("Drinks", day=1))
    with pytest.raises(TaxRateTaken):
        await keep(room, a_tax_rate(day=1, percent=19))
    with pytest.raises(TaxRateTaken):
        await change(room, second.changed(starts_on=first.starts_on))
    assert await listed(room) == [("Drinks", 1), ("Food", 1), ("Food", 2)]


async def test_a_change_is_kept_and_leaves_its_day_to_others(world: World) -> None:
    rate = a_tax_rate(day=1)
    room = await kept(world, rate)
    after = rate.changed(percent=Percent(88_750), included=False, starts_on=date(2026, 5, 3))
    await change(room, after)
    assert await world.room().tax_rates.get(rate.id) == after
    await keep(room, a_tax_rate(day=1))
    assert await listed(room) == [("Food", 1), ("Food", 3)]


async def test_of_another_version_and_of_what_is_not_there_nothing_is_changed(world: World) -> None:
    rate = a_tax_rate()
    room = await kept(world, rate)
    after = rate.changed(included=False)
    await change(room, after)
    for wrong in (rate.changed(percent=Percent(0)), a_tax_rate("Drinks").changed(included=False)):
        with pytest.raises(TaxRateChanged):
            await change(room, wrong)
    assert await room.tax_rates.get(rate.id) == after


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    rate = a_tax_rate()
    room = await kept(world, rate)
    rates = room.tax_rates
    _ = rates.add(a_tax_rate("Drinks")), rates.change(rate.changed(percent=Percent(0)))
    assert await world.room().tax_rates.page(EVERYTHING) == [rate]


async def test_rates_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs = a_tax_rate()
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, a_tax_rate())
    assert (await listed(room), await room.tax_rates.count()) == ([("Food", 1)], 1)
    with pytest.raises(TaxRateNotFound):
        _ = await room.tax_rates.get(theirs.id)
    with pytest.raises(TaxRateChanged):
        await change(room, theirs.changed(included=False))
    assert await world.room(NEXT_DOOR).tax_rates.get(theirs.id) == theirs


async def test_the_rates_of_categories_are_looked_up_exactly(world: World) -> None:
    early, late, other = a_tax_rate(), a_tax_rate(day=9, percent=19), a_tax_rate("food")
    room = await kept(world, late, early, other, a_tax_rate("Drinks"))
    await keep(world.room(NEXT_DOOR), a_tax_rate("Wine"))
    found = await room.tax_rates.of({"Food", "food", "Wine"})
    assert {category: {*rates} for category, rates in found.items()} == {"Food": {early, late}, "food": {other}}
    assert await room.tax_rates.of([]) == {}
