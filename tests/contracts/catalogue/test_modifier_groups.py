"""The contract of `ModifierGroups`."""

from dataclasses import replace

import pytest

from application.kernel.pages import PageRequest
from domain.catalogue.modifier_group import (
    ModifierGroup,
    ModifierGroupChanged,
    ModifierGroupNameTaken,
    ModifierGroupNotFound,
    Most,
)
from domain.kernel.errors import SettingsChanged
from domain.kernel.money import HIGHEST_PRICE, Currency, Surcharge
from domain.kernel.names import Name
from domain.restaurant.restaurant import CurrencyIsFixed
from tests.contracts.things import a_modifier_group, a_product, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World, a_restaurant

EVERYTHING = PageRequest(number=1, size=100)


async def names(room: Room) -> list[str]:
    return [group.name for group in await room.modifier_groups.page(EVERYTHING)]


async def change(room: Room, group: ModifierGroup) -> None:
    await room.work.commit(None, room.modifier_groups.change(group))


async def remove(room: Room, group: ModifierGroup) -> None:
    await room.work.commit(None, room.modifier_groups.remove(group))


async def test_a_group_comes_back_as_it_was_kept(world: World) -> None:
    extras = a_modifier_group("Extras", least=1, most=2, Zest=-HIGHEST_PRICE, Ice=0, Milk=HIGHEST_PRICE)
    room = await kept(world, extras)
    assert await room.modifier_groups.get(extras.id) == extras
    assert await room.modifier_groups.page(EVERYTHING) == [extras]


async def test_an_id_no_group_has_is_not_found(world: World) -> None:
    with pytest.raises(ModifierGroupNotFound):
        _ = await world.room().modifier_groups.get(a_modifier_group().id)


async def test_groups_are_listed_by_name_by_code_point_a_page_at_a_time(world: World) -> None:
    groups = [a_modifier_group(name, B=1, A=2) for name in ("milk", "Épices", "Sides", "Ice")]
    room = await kept(world, *groups)
    assert await names(room) == ["Ice", "Sides", "milk", "Épices"]
    assert await room.modifier_groups.page(PageRequest(number=2, size=3)) == [groups[1]]
    assert await room.modifier_groups.page(PageRequest(number=3, size=3)) == []
    assert await room.modifier_groups.count() == 4


async def test_a_name_taken_is_refused_at_commit(world: World) -> None:
    ice, sides = a_modifier_group("Ice"), a_modifier_group("Sides")
    room = await kept(world, ice, sides)
    with pytest.raises(ModifierGroupNameTaken):
        await keep(room, a_modifier_group("Ice"))
    with pytest.raises(ModifierGroupNameTaken):
        await change(room, sides.changed(name=Name("Ice")))
    assert await room.modifier_groups.page(EVERYTHING) == [ice, sides]


async def test_a_change_is_kept_whole_and_leaves_its_name_to_others(world: World) -> None:
    ice = a_modifier_group("Ice", Little=0, Much=50)
    room = await kept(world, ice)
    little, much = ice.modifiers
    (new,) = a_modifier_group("Other", None_=-20).modifiers
    after = ice.changed(name=Name("Cubes"), most=Most(2), modifiers=(new, replace(much, price=Surcharge(60))))
    await change(room, after)
    assert await world.room().modifier_groups.get(ice.id) == after
    await change(room, again := after.changed(modifiers=(little, new, much)))
    assert await world.room().modifier_groups.get(ice.id) == again
    await keep(room, a_modifier_group("Ice"))
    assert await names(room) == ["Cubes", "Ice"]


async def test_what_is_removed_is_gone_and_leaves_its_name_to_others(world: World) -> None:
    ice, sides = a_modifier_group("Ice"), a_modifier_group("Sides")
    room = await kept(world, ice, sides)
    await remove(room, ice)
    with pytest.raises(ModifierGroupNotFound):
        _ = await world.room().modifier_groups.get(ice.id)
    assert (await names(room), await room.modifier_groups.count()) == (["Sides"], 1)
    await keep(room, a_modifier_group("Ice"))


async def test_of_another_version_nothing_is_changed_or_removed(world: World) -> None:
    ice = a_modifier_group("Ice", Little=0)
    room = await kept(world, ice)
    after = ice.changed(name=Name("Cubes"))
    await change(room, after)
    for step in (change(room, ice.changed(name=Name("Water"))), remove(room, ice)):
        with pytest.raises(ModifierGroupChanged):
            await step
    assert await room.modifier_groups.get(ice.id) == after


async def test_what_is_not_there_is_not_changed_or_removed(world: World) -> None:
    room, nowhere = world.room(), a_modifier_group()
    for step in (change(room, nowhere.changed(name=Name("Water"))), remove(room, nowhere)):
        with pytest.raises(ModifierGroupChanged):
            await step


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    ice = a_modifier_group("Ice")
    room = await kept(world, ice)
    groups = room.modifier_groups
    _ = groups.add(a_modifier_group("Sides")), groups.change(ice.changed(name=Name("Water"))), groups.remove(ice)
    assert await names(world.room()) == ["Ice"]


async def test_the_currency_is_fixed_as_long_as_there_is_a_modifier(alone: World) -> None:
    room, group = alone.room(), a_modifier_group()
    await keep(room, group)
    in_yen = a_restaurant().changed(currency=Currency.of("JPY"))
    with pytest.raises(CurrencyIsFixed):
        await room.work.commit(None, room.restaurants.change(in_yen))
    await remove(room, group)
    await room.work.commit(None, room.restaurants.change(in_yen))


async def test_prices_in_the_currency_of_before_are_not_kept(alone: World) -> None:
    room, paid_in = alone.room(), a_restaurant().changed(currency=Currency.of("JPY"))
    await room.work.commit(None, room.restaurants.change(paid_in))
    with pytest.raises(SettingsChanged):
        await keep(room, a_modifier_group())

    groups, ice = alone.described(paid_in).modifier_groups, a_modifier_group("Ice")
    await room.work.commit(None, groups.add(ice))
    with pytest.raises(SettingsChanged):
        await room.work.commit(None, room.modifier_groups.change(ice.changed(name=Name("Cubes"))))
    assert await groups.page(EVERYTHING) == [ice]


async def test_groups_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs = a_modifier_group("Ice")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, a_modifier_group("Ice"))
    assert (await names(room), await room.modifier_groups.count()) == (["Ice"], 1)
    with pytest.raises(ModifierGroupNotFound):
        _ = await room.modifier_groups.get(theirs.id)
    for step in (change(room, theirs.changed(name=Name("Water"))), remove(room, theirs)):
        with pytest.raises(ModifierGroupChanged):
            await step
    assert await world.room(NEXT_DOOR).modifier_groups.get(theirs.id) == theirs


async def test_what_is_removed_is_taken_off_the_products_that_came_with_it(world: World) -> None:
    ice, sides = a_modifier_group("Ice"), a_modifier_group("Sides")
    both, one = a_product("Whisky", groups=[sides, ice]), a_product("Water", groups=[ice])
    others = [a_product("Steak", groups=[sides]), a_product("Tea")]
    room = await kept(world, ice, sides, both, one, *others)
    await remove(room, ice)
    products = world.room().products
    assert await products.get(both.id) == replace(both, modifier_groups=(sides.id,), version=2)
    assert await products.get(one.id) == replace(one, modifier_groups=(), version=2)
    assert [await products.get(each.id) for each in others] == others


async def test_products_next_door_keep_their_groups(world: World) -> None:
    theirs, ours = a_modifier_group("Ice"), a_modifier_group("Ice")
    water = a_product("Water", groups=[theirs])
    await keep(world.room(NEXT_DOOR), theirs, water)
    room = await kept(world, ours)
    await remove(room, ours)
    assert await world.room(NEXT_DOOR).products.get(water.id) == water
    with pytest.raises(ModifierGroupNotFound):
        await keep(room, a_product("Steak", groups=[theirs]))
