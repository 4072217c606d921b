"""The contract of `Sections`."""

import pytest

from application.kernel.pages import PageRequest
from domain.floor.section import Section, SectionChanged, SectionNameTaken, SectionNotFound
from domain.kernel.names import Name
from tests.contracts.things import a_section, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World

EVERYTHING = PageRequest(number=1, size=100)


async def names(room: Room) -> list[str]:
    return [section.name for section in await room.sections.page(EVERYTHING)]


async def change(room: Room, section: Section) -> None:
    await room.work.commit(None, room.sections.change(section))


async def remove(room: Room, section: Section) -> None:
    await room.work.commit(None, room.sections.remove(section))


async def test_a_section_comes_back_as_it_was_kept(world: World) -> None:
    terrace = a_section("Terrace")
    room = await kept(world, terrace)
    assert await room.sections.get(terrace.id) == terrace


async def test_an_id_no_section_has_is_not_found(world: World) -> None:
    with pytest.raises(SectionNotFound):
        _ = await world.room().sections.get(a_section().id)


async def test_sections_are_listed_by_name_by_code_point_a_page_at_a_time(world: World) -> None:
    room = await kept(world, *map(a_section, ["terrace", "Étage", "Hall", "Terrace"]))
    assert await names(room) == ["Hall", "Terrace", "terrace", "Étage"]
    assert [each.name for each in await room.sections.page(PageRequest(number=2, size=3))] == ["Étage"]
    assert await room.sections.page(PageRequest(number=3, size=3)) == []
    assert await room.sections.count() == 4


async def test_a_name_taken_is_refused_at_commit(world: World) -> None:
    terrace, hall = a_section("Terrace"), a_section("Hall")
    room = await kept(world, terrace, hall)
    with pytest.raises(SectionNameTaken):
        await keep(room, a_section("Terrace"))
    with pytest.raises(SectionNameTaken):
        await change(room, hall.changed(name=Name("Terrace")))
    assert await names(room) == ["Hall", "Terrace"]


async def test_a_change_is_kept_and_leaves_its_name_to_others(world: World) -> None:
    terrace = a_section("Terrace")
    room = await kept(world, terrace)
    after = terrace.changed(name=Name("Garden"))
    await change(room, after)
    assert await world.room().sections.get(terrace.id) == after
    await keep(room, a_section("Terrace"))
    assert await names(room) == ["Garden", "Terrace"]


async def test_what_is_removed_is_gone_and_leaves_its_name_to_others(world: World) -> None:
    terrace, hall = a_section("Terrace"), a_section("Hall")
    room = await kept(world, terrace, hall)
    await remove(room, terrace)
    with pytest.raises(SectionNotFound):
        _ = await world.room().sections.get(terrace.id)
    assert (await names(room), await room.sections.count()) == (["Hall"], 1)
    await keep(room, a_section("Terrace"))


async def test_of_another_version_nothing_is_changed_or_removed(world: World) -> None:
    terrace = a_section("Terrace")
    room = await kept(world, terrace)
    after = terrace.changed(name=Name("Garden"))
    await change(room, after)
    with pytest.raises(SectionChanged):
        await change(room, terrace.changed(name=Name("Yard")))
    with pytest.raises(SectionChanged):
        await remove(room, terrace)
    assert await room.sections.get(terrace.id) == after


async def test_what_is_not_there_is_not_changed_or_removed(world: World) -> None:
    room, nowhere = world.room(), a_section()
    with pytest.raises(SectionChanged):
        await change(room, nowhere.changed(name=Name("Yard")))
    with pytest.raises(SectionChanged):
        await remove(room, nowhere)


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    terrace = a_section("Terrace")
    room = await kept(world, terrace)
    sections = room.sections
    _ = sections.add(a_section("Hall")), sections.change(terrace.changed(name=Name("Yard"))), sections.remove(terrace)
    assert await names(world.room()) == ["Terrace"]


async def test_sections_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs = a_section("Terrace")
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, a_section("Terrace"))
    assert (await names(room), await room.sections.count()) == (["Terrace"], 1)
    with pytest.raises(SectionNotFound):
        _ = await room.sections.get(theirs.id)
    for step in (change(room, theirs.changed(name=Name("Yard"))), remove(room, theirs)):
        with pytest.raises(SectionChanged):
            await step
    assert await world.room(NEXT_DOOR).sections.get(theirs.id) == theirs
