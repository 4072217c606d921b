"""The contract of `UnitOfWork`."""

import pytest

from domain.people.waiter import EmailTaken, WaiterNotFound
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept
from tests.contracts.worlds import World


async def test_a_commit_keeps_all_of_it(world: World) -> None:
    ann, soup = a_waiter(), a_product()
    order = an_order(ann, a_line(soup))
    room = await kept(world, ann, soup, order)
    assert await room.waiters.get(ann.id) == ann
    assert await room.products.get(soup.id) == soup
    assert await room.orders.get(order.id) == order


async def test_a_refused_commit_keeps_none_of_it(world: World) -> None:
    soup = a_product()
    with pytest.raises(WaiterNotFound):
        await keep(world.room(), soup, an_order(a_waiter(), a_line(soup)))
    assert await world.room().catalogue.look_up([soup.name]) == {}


async def test_what_was_refused_is_not_tried_again(world: World) -> None:
    ann, bob = a_waiter(), a_waiter("bob@example.com")
    room = await kept(world, ann)
    with pytest.raises(EmailTaken):
        await keep(room, a_waiter())
    await keep(room, bob)
    assert list(await room.waiters.all()) == [ann, bob]


async def test_a_commit_of_nothing_is_no_error(world: World) -> None:
    room = world.room()
    await room.work.commit(None)
    await keep(room, a_waiter())
    await room.work.commit(None)
    assert len(await room.waiters.all()) == 1


async def test_a_commit_returns_the_outcome_it_is_given(world: World) -> None:
    ann, room = a_waiter(), world.room()
    assert await room.work.commit(ann, room.waiters.add(ann)) is ann


async def test_what_was_committed_is_confirmed_and_nothing_else_comes_along(world: World) -> None:
    room = await kept(world, a_waiter())
    _ = room.waiters.add(a_waiter("bob@example.com"))
    await room.work.confirm()
    assert len(await world.room().waiters.all()) == 1
