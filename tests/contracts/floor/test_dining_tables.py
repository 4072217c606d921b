"""The contract of `Tables`."""

from dataclasses import replace

import pytest

from application.kernel.pages import PageRequest
from domain.floor.section import SectionChanged, SectionNotFound
from domain.floor.table import MOST_SEATS, Seats, Table, TableChanged, TableInUse, TableNameTaken, TableNotFound
from domain.kernel.caller import Role
from domain.kernel.names import Name
from domain.ordering.chart import Command
from tests.contracts.things import NOON, a_line, a_product, a_section, a_table, a_waiter, an_order, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World

EVERYTHING = PageRequest(number=1, size=100)


async def listed(room: Room) -> list[Table]:
    return [*await room.tables.page(EVERYTHING)]


async def change(room: Room, table: Table) -> None:
    await room.work.commit(None, room.tables.change(table))


async def remove(room: Room, table: Table) -> None:
    await room.work.commit(None, room.tables.remove(table))


@pytest.mark.parametrize("seats", [None, 1, MOST_SEATS])
@pytest.mark.parametrize("is_open", [True, False])
async def test_a_table_comes_back_as_it_was_kept(world: World, seats: int | None, is_open: bool) -> None:  # noqa: FBT001
    terrace = a_section()
    inside, nowhere = a_table("7", section=terrace, seats=seats, is_open=is_open), a_table("8", is_open=is_open)
    room = await kept(world, terrace, inside, nowhere)
    assert [await room.tables.get(each.id) for each in (inside, nowhere)] == [inside, nowhere]


async def test_an_id_no_table_has_is_not_found(world: World) -> None:
    with pytest.raises(TableNotFound):
        _ = await world.room().tables.get(a_table().id)


async def test_tables_are_listed_by_name_then_by_id_a_page_at_a_time(world: World) -> None:
    first, second = a_table("7", is_open=False), a_table("7")
    ten, bar = a_table("10"), a_table("Bar")
    room = await kept(world, second, bar, first, ten)
    assert await listed(room) == [ten, first, second, bar]
    assert await room.tables.page(PageRequest(number=2, size=3)) == [bar]
    assert await room.tables.page(PageRequest(number=3, size=3)) == []
    assert await room.tables.count() == 4


async def test_a_name_that_an_open_table_has_is_refused_at_commit(world: World) -> None:
    seven, eight, closed = a_table("7"), a_table("8"), a_table("7", is_open=False)
    room = await kept(world, closed, seven, eight)
    with pytest.raises(TableNameTaken):
        await keep(room, a_table("7"))
    for refused in (eight.changed(name=Name("7")), closed.changed(is_open=True)):
        with pytest.raises(TableNameTaken):
            await change(room, refused)
    assert await listed(room) == [seven, closed, eight]


async def test_the_name_of_a_closed_table_is_free(world: World) -> None:
    seven = a_table("7")
    room = await kept(world, seven)
    closed = seven.changed(is_open=False)
    await change(room, closed)
    another = a_table("7")
    await keep(room, another, a_table("8", is_open=False), a_table("8", is_open=False))
    assert (await listed(room))[:2] == [closed, another]
    await change(room, closed.changed(seats=Seats(2)))


async def test_a_change_is_kept_whole(world: World) -> None:
    terrace, hall, seven = a_section("Terrace"), a_section("Hall"), a_table("7")
    room = await kept(world, terrace, hall, replace(seven, section=terrace.id))
    after = seven.changed(name=Name("8"), section=hall.id, seats=Seats(4), is_open=False)
    await change(room, after)
    assert await world.room().tables.get(seven.id) == after
    assert after.version == 2
    nothing = after.changed(section=None, seats=None)
    await change(room, nothing)
    assert await room.tables.get(seven.id) == nothing


async def test_a_section_that_is_not_there_is_refused(world: World) -> None:
    theirs, seven = a_section(), a_table("7")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, seven)
    with pytest.raises(SectionNotFound):
        await keep(room, a_table("8", section=theirs))
    with pytest.raises(SectionNotFound):
        await change(room, seven.changed(section=theirs.id))
    assert await listed(room) == [seven]


async def test_a_section_is_not_removed_from_under_its_tables(world: World) -> None:
    terrace, hall = a_section("Terrace"), a_section("Hall")
    inside, closed = a_table("1", section=terrace, seats=2), a_table("2", section=terrace, is_open=False)
    elsewhere, nowhere = a_table("3", section=hall), a_table("4")
    room = await kept(world, terrace, hall, inside, closed, elsewhere, nowhere)
    one, other = inside.changed(section=None), closed.changed(section=None)
    with pytest.raises(TableChanged):
        await room.work.commit(None, room.tables.change(one), room.sections.remove(terrace))
    assert await listed(room) == [inside, closed, elsewhere, nowhere]
    await room.work.commit(None, room.tables.change(one), room.tables.change(other), room.sections.remove(terrace))
    assert await listed(room) == [one, other, elsewhere, nowhere]


async def test_where_a_section_stays_its_tables_stay_in_it(world: World) -> None:
    terrace = a_section("Terrace")
    inside = a_table(section=terrace)
    room = await kept(world, terrace, inside)
    emptied = room.tables.change(inside.changed(section=None))
    with pytest.raises(SectionChanged):
        await room.work.commit(None, emptied, room.sections.remove(terrace.changed(name=Name("Garden"))))
    with pytest.raises(TableNameTaken):
        await room.work.commit(None, emptied, room.sections.remove(terrace), room.tables.add(a_table()))
    assert await listed(room) == [inside]


async def test_what_is_removed_is_gone_and_leaves_its_name_to_others(world: World) -> None:
    seven, eight = a_table("7"), a_table("8")
    room = await kept(world, seven, eight)
    await remove(room, seven)
    with pytest.raises(TableNotFound):
        _ = await world.room().tables.get(seven.id)
    assert (await listed(room), await room.tables.count()) == ([eight], 1)
    await keep(room, a_table("7"))


async def test_of_another_version_nothing_is_changed_or_removed(world: World) -> None:
    seven = a_table("7")
    room = await kept(world, seven)
    after = seven.changed(seats=Seats(4))
    await change(room, after)
    with pytest.raises(TableChanged):
        await change(room, seven.changed(seats=Seats(2)))
    with pytest.raises(TableChanged):
        await remove(room, seven)
    assert await room.tables.get(seven.id) == after


async def test_what_is_not_there_is_not_changed_or_removed(world: World) -> None:
    room, nowhere = world.room(), a_table()
    with pytest.raises(TableChanged):
        await change(room, nowhere.changed(is_open=False))
    with pytest.raises(TableChanged):
        await remove(room, nowhere)


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    seven = a_table("7")
    room = await kept(world, seven)
    tables = room.tables
    _ = tables.add(a_table("8")), tables.change(seven.changed(is_open=False)), tables.remove(seven)
    assert await listed(world.room()) == [seven]


async def test_tables_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs, ours = a_table("7"), a_table("7")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, ours)
    assert (await listed(room), await room.tables.count()) == ([ours], 1)
    with pytest.raises(TableNotFound):
        _ = await room.tables.get(theirs.id)
    for step in (change(room, theirs.changed(is_open=False)), remove(room, theirs)):
        with pytest.raises(TableChanged):
            await step
    assert await world.room(NEXT_DOOR).tables.get(theirs.id) == theirs


async def test_a_table_that_orders_name_stays(world: World) -> None:
    ann, soup, seven = a_waiter(), a_product(), a_table("7")
    order = replace(an_order(ann, a_line(soup)), table=seven.id)
    room = await kept(world, ann, soup, seven, order)
    with pytest.raises(TableInUse):
        await remove(room, seven)
    closed = order.settled(Command.CLOSE, Role.MANAGER.acts_as, NOON)
    await room.work.commit(None, room.orders.change(order, closed))
    with pytest.raises(TableInUse):
        await remove(room, seven)
    assert await listed(room) == [seven]
