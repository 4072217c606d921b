"""The contract of `Staff`."""

from dataclasses import replace

from domain.kernel.caller import Role
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from tests.contracts.things import a_waiter, keep, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, World


async def test_waiters_and_managers_serve_while_they_are_active(world: World) -> None:
    ann, boss, cook = (a_waiter(f"{role}@example.com", role=role) for role in (Role.WAITER, Role.MANAGER, Role.KITCHEN))
    gone = a_waiter("gone@example.com", active=False)
    staff = (await kept(world, ann, boss, cook, gone)).staff
    assert [await staff.serves(each.id) for each in (ann, boss, cook, gone)] == [True, True, False, False]
    assert not await staff.serves(WaiterId(new_id()))


async def test_everybody_has_a_name_who_ever_was_on_the_staff(world: World) -> None:
    ann, gone = a_waiter(), replace(a_waiter("gone@example.com", active=False), name=Name("Zoë"))
    staff = (await kept(world, ann, gone)).staff
    assert [await staff.name_of(each) for each in (ann.id, gone.id, WaiterId(new_id()))] == ["Ann", "Zoë", None]


async def test_who_serves_next_door_does_not_serve_here(world: World) -> None:
    theirs = a_waiter()
    await keep(world.room(NEXT_DOOR), theirs)
    assert not await world.room().staff.serves(theirs.id)
    assert await world.room().staff.name_of(theirs.id) is None
