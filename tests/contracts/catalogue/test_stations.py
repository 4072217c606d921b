"""The contract of `Stations`."""

import pytest

from application.kernel.pages import PageRequest
from domain.catalogue.station import Station, StationChanged, StationNameTaken, StationNotFound
from domain.kernel.names import Name
from tests.contracts.things import a_station, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World

EVERYTHING = PageRequest(number=1, size=100)


async def names(room: Room) -> list[str]:
    return [station.name for station in await room.stations.page(EVERYTHING)]


async def change(room: Room, station: Station) -> None:
    await room.work.commit(None, room.stations.change(station))


async def remove(room: Room, station: Station) -> None:
    await room.work.commit(None, room.stations.remove(station))


async def test_a_station_comes_back_as_it_was_kept(world: World) -> None:
    bar = a_station("Bar")
    room = await kept(world, bar)
    assert await room.stations.get(bar.id) == bar


async def test_an_id_no_station_has_is_not_found(world: World) -> None:
    with pytest.raises(StationNotFound):
        _ = await world.room().stations.get(a_station().id)


async def test_stations_are_listed_by_name_by_code_point_a_page_at_a_time(world: World) -> None:
    room = await kept(world, *map(a_station, ["bar", "Éclairs", "Grill", "Bar"]))
    assert await names(room) == ["Bar", "Grill", "bar", "Éclairs"]
    assert [each.name for each in await room.stations.page(PageRequest(number=2, size=3))] == ["Éclairs"]
    assert await room.stations.page(PageRequest(number=3, size=3)) == []
    assert await room.stations.count() == 4


async def test_a_name_taken_is_refused_at_commit(world: World) -> None:
    bar, grill = a_station("Bar"), a_station("Grill")
    room = await kept(world, bar, grill)
    with pytest.raises(StationNameTaken):
        await keep(room, a_station("Bar"))
    with pytest.raises(StationNameTaken):
        await change(room, grill.changed(name=Name("Bar")))
    assert await names(room) == ["Bar", "Grill"]


async def test_a_change_is_kept_and_leaves_its_name_to_others(world: World) -> None:
    bar = a_station("Bar")
    room = await kept(world, bar)
    after = bar.changed(name=Name("Cocktails"))
    await change(room, after)
    assert await world.room().stations.get(bar.id) == after
    await keep(room, a_station("Bar"))
    assert await names(room) == ["Bar", "Cocktails"]


async def test_what_is_removed_is_gone_and_leaves_its_name_to_others(world: World) -> None:
    bar, grill = a_station("Bar"), a_station("Grill")
    room = await kept(world, bar, grill)
    await remove(room, bar)
    with pytest.raises(StationNotFound):
        _ = await world.room().stations.get(bar.id)
    assert (await names(room), await room.stations.count()) == (["Grill"], 1)
    await keep(room, a_station("Bar"))


async def test_of_another_version_nothing_is_changed_or_removed(world: World) -> None:
    bar = a_station("Bar")
    room = await kept(world, bar)
    after = bar.changed(name=Name("Cocktails"))
    await change(room, after)
    with pytest.raises(StationChanged):
        await change(room, bar.changed(name=Name("Drinks")))
    with pytest.raises(StationChanged):
        await remove(room, bar)
    assert await room.stations.get(bar.id) == after


async def test_what_is_not_there_is_not_changed_or_removed(world: World) -> None:
    room, nowhere = world.room(), a_station()
    with pytest.raises(StationChanged):
        await change(room, nowhere.changed(name=Name("Drinks")))
    with pytest.raises(StationChanged):
        await remove(room, nowhere)


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    bar = a_station("Bar")
    room = await kept(world, bar)
    stations = room.stations
    _ = stations.add(a_station("Grill")), stations.change(bar.changed(name=Name("Drinks"))), stations.remove(bar)
    assert await names(world.room()) == ["Bar"]


async def test_stations_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs = a_station("Bar")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, a_station("Bar"))
    assert (await names(room), await room.stations.count()) == (["Bar"], 1)
    with pytest.raises(StationNotFound):
        _ = await room.stations.get(theirs.id)
    for step in (change(room, theirs.changed(name=Name("Drinks"))), remove(room, theirs)):
        with pytest.raises(StationChanged):
            await step
    assert await world.room(NEXT_DOOR).stations.get(theirs.id) == theirs
