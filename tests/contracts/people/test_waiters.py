"""The contract of `Waiters`."""

import pytest

from domain.kernel.caller import Role
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import EmailTaken, NoManagerLeft, Waiter, WaiterChanged, WaiterNotFound
from tests.contracts.things import a_waiter, keep, kept
from tests.contracts.worlds import NEXT_DOOR, World


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("active", [True, False])
async def test_a_waiter_comes_back_as_it_was_kept(world: World, role: Role, active: bool) -> None:  # noqa: FBT001
    ann = a_waiter(role=role, active=active)
    room = await kept(world, ann)
    assert await room.waiters.get(ann.id) == ann


async def test_an_id_nobody_has_is_not_found(world: World) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await world.room().waiters.get(a_waiter().id)


@pytest.mark.parametrize("asked", ["ann@example.com", "ANN@EXAMPLE.COM", "Ann@Example.com"])
async def test_an_email_is_found_in_any_case(world: World, asked: str) -> None:
    ann = a_waiter("Ann@example.com")
    room = await kept(world, ann)
    assert await room.waiters.with_email(asked) == ann


async def test_an_email_is_found_in_any_case_of_letters_with_accents(world: World) -> None:
    zoe = a_waiter("zoé.Ñandú@example.com")
    room = await kept(world, zoe)
    assert await room.waiters.with_email("ZOÉ.ñANDÚ@EXAMPLE.COM") == zoe


@pytest.mark.parametrize("asked", ["", "%", "ann@example.com ", "a_n@example.com", "%@example.com", "bob@example.com"])
async def test_an_email_nobody_has_is_not_found(world: World, asked: str) -> None:
    room = await kept(world, a_waiter("ann@example.com"))
    with pytest.raises(WaiterNotFound):
        _ = await room.waiters.with_email(asked)


async def test_nobody_is_on_the_staff_at_first(world: World) -> None:
    assert list(await world.room().waiters.all()) == []


async def test_everybody_is_listed_in_the_order_they_registered(world: World) -> None:
    first, second, third = (a_waiter(f"{name}@example.com") for name in ("zoe", "ann", "moe"))
    await keep(world.room(), second)
    room = await kept(world, third, first)
    assert list(await room.waiters.all()) == [first, second, third]


@pytest.mark.parametrize("taken", ["ann@example.com", "ANN@example.COM"])
async def test_an_email_taken_in_any_case_is_refused_at_commit(world: World, taken: str) -> None:
    ann = a_waiter("ann@example.com")
    room = await kept(world, ann)
    with pytest.raises(EmailTaken):
        await room.work.commit(None, room.waiters.add(a_waiter(taken)))
    assert list(await room.waiters.all()) == [ann]


@pytest.mark.parametrize("taken", ["bob@example.com", "BOB@example.com"])
async def test_an_email_changes_unless_somebody_else_has_it(world: World, taken: str) -> None:
    ann, bob = a_waiter("ann@example.com"), a_waiter("bob@example.com")
    room = await kept(world, ann, bob)
    await keep(world.room(NEXT_DOOR), a_waiter("zoe@example.com"))
    with pytest.raises(EmailTaken):
        await room.work.commit(None, room.waiters.change(ann.changed(email=Email(taken))))
    assert list(await room.waiters.all()) == [ann, bob]

    for email in ("Ann@Example.com", "zoe@example.com"):
        room, ann = world.room(), ann.changed(email=Email(email))
        await room.work.commit(None, room.waiters.change(ann))
        assert await world.room().waiters.with_email(email.upper()) == ann
    with pytest.raises(WaiterNotFound):
        _ = await world.room().waiters.with_email("ann@example.com")
    await keep(world.room(), a_waiter("ann@example.com"))


async def test_one_email_twice_in_one_commit_is_refused(world: World) -> None:
    with pytest.raises(EmailTaken):
        await keep(world.room(), a_waiter("ann@example.com"), a_waiter("Ann@example.com"))
    assert list(await world.room().waiters.all()) == []


async def test_a_waiter_not_committed_is_not_there(world: World) -> None:
    ann = a_waiter()
    room = world.room()
    _ = room.waiters.add(ann)
    for same_or_another in (room, world.room()):
        assert list(await same_or_another.waiters.all()) == []
        with pytest.raises(WaiterNotFound):
            _ = await same_or_another.waiters.get(ann.id)
        with pytest.raises(WaiterNotFound):
            _ = await same_or_another.waiters.with_email(ann.email)


async def test_the_staff_next_door_is_not_seen(world: World) -> None:
    ann = a_waiter()
    await keep(world.room(NEXT_DOOR), ann)
    room = world.room()
    assert list(await room.waiters.all()) == []
    with pytest.raises(WaiterNotFound):
        _ = await room.waiters.get(ann.id)
    with pytest.raises(WaiterNotFound):
        _ = await room.waiters.with_email(ann.email)


async def test_an_email_taken_next_door_is_free_here(world: World) -> None:
    await keep(world.room(NEXT_DOOR), a_waiter("ann@example.com"))
    ours = a_waiter("ann@example.com")
    room = await kept(world, ours)
    assert await room.waiters.with_email("ann@example.com") == ours


async def test_a_change_takes_the_place_of_the_version_before_it(world: World) -> None:
    ann = a_waiter()
    room = await kept(world, ann)
    after = ann.changed(name=Name("Anna"), role=Role.MANAGER, active=False)
    await room.work.commit(None, room.waiters.change(after))
    assert await world.room().waiters.get(ann.id) == after


@pytest.mark.parametrize("changes", [0, 2])
async def test_a_change_to_another_version_is_refused(world: World, changes: int) -> None:
    ann = a_waiter()
    room = await kept(world, ann)
    wrong = ann
    for _ in range(changes):
        wrong = wrong.signed_out()
    with pytest.raises(WaiterChanged):
        await room.work.commit(None, room.waiters.change(wrong))
    assert await world.room().waiters.get(ann.id) == ann


async def test_a_change_next_door_is_none_here(world: World) -> None:
    ann = a_waiter()
    await keep(world.room(NEXT_DOOR), ann)
    room = world.room()
    with pytest.raises(WaiterChanged):
        await room.work.commit(None, room.waiters.change(ann.signed_out()))


@pytest.mark.parametrize(
    "other", [a_waiter("bob@example.com"), a_waiter("bob@example.com", role=Role.MANAGER, active=False), None]
)
async def test_a_commit_that_needs_another_manager_is_refused_without_one(world: World, other: Waiter | None) -> None:
    ann = a_waiter(role=Role.MANAGER)
    await keep(world.room(NEXT_DOOR), a_waiter("next@example.com", role=Role.MANAGER))
    room = await kept(world, ann, *([other] if other else []))
    with pytest.raises(NoManagerLeft):
        await room.work.commit(
            None, room.waiters.require_another_manager(ann.id), room.waiters.change(ann.changed(active=False))
        )
    assert await world.room().waiters.get(ann.id) == ann


async def test_a_commit_that_needs_another_manager_succeeds_with_one(world: World) -> None:
    ann, bob = a_waiter(role=Role.MANAGER), a_waiter("bob@example.com", role=Role.MANAGER)
    room = await kept(world, ann, bob)
    await room.work.commit(
        None, room.waiters.require_another_manager(ann.id), room.waiters.change(ann.changed(active=False))
    )
    assert not (await world.room().waiters.get(ann.id)).active
