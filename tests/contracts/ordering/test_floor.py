"""The contract of `Floor`."""

import pytest

from application.ordering.floor import TableFound
from domain.kernel.ids import TableId
from domain.ordering.refusals import TableClosed, TableUnknown
from tests.contracts.things import a_table, keep, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, World


async def test_a_table_is_open_or_closed_or_not_there(world: World) -> None:
    seven, closed, nowhere = a_table("7"), a_table("8", is_open=False), TableId(new_id())
    floor = (await kept(world, seven, closed)).floor
    found = [await floor.find(each) for each in (seven.id, closed.id, nowhere, None)]
    expected = [(seven.id, True), (closed.id, False), (nowhere, None)]
    assert found == [*(TableFound(id_, is_open) for id_, is_open in expected), None]


async def test_a_table_is_called_what_it_is_called_now_also_a_closed_one(world: World) -> None:
    seven, closed = a_table("7"), a_table("8", is_open=False)
    floor = (await kept(world, seven, closed)).floor
    asked = (seven.id, closed.id, TableId(new_id()), None)
    assert [await floor.name_of(each) for each in asked] == ["7", "8", None, None]


async def test_a_table_next_door_is_not_there(world: World) -> None:
    theirs = a_table()
    await keep(world.room(NEXT_DOOR), theirs)
    assert await world.room().floor.find(theirs.id) == TableFound(theirs.id, None)
    assert await world.room().floor.name_of(theirs.id) is None


def test_orders_are_taken_at_open_tables_only() -> None:
    TableFound(TableId(new_id()), is_open=True).ensure_open()
    with pytest.raises(TableClosed):
        TableFound(TableId(new_id()), is_open=False).ensure_open()
    with pytest.raises(TableUnknown) as unknown:
        TableFound(TableId(new_id()), is_open=None).ensure_open()
    assert unknown.value.field == ("table",)
