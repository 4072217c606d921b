"""The contract of `Answers`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.kernel.answers import AnsweredMeanwhile, Kept, Sent
from domain.catalogue.modifier_group import ModifierGroup
from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.floor.section import Section
from domain.floor.table import Table
from domain.ordering.order import Order
from domain.people.waiter import Waiter
from tests.contracts.things import (
    NOON,
    a_line,
    a_modifier_group,
    a_product,
    a_request,
    a_section,
    a_station,
    a_table,
    a_waiter,
    an_order,
)
from tests.contracts.worlds import NEXT_DOOR, Room, World

ANN, SOUP = a_waiter(), a_product()
SENT = a_request(ANN)
MADE = [
    ANN,
    SOUP,
    an_order(ANN, a_line(SOUP, 2), a_line(SOUP, price=1)),
    a_station(),
    a_modifier_group(Rare=0, Raw=-150),
    a_section(),
    a_table(section=a_section(), seats=4),
]


async def keep(room: Room, sent: Sent = SENT, *, later: int = 0) -> None:
    """Keep that this request made soup, so many seconds after noon."""
    await room.work.commit(None, room.answers.keep(sent, SOUP, at=NOON + timedelta(seconds=later)))


@pytest.mark.parametrize("sent", [SENT, a_request(None)])
@pytest.mark.parametrize("made", MADE, ids=["waiter", "product", "order", "station", "group", "section", "table"])
async def test_what_was_made_comes_back_as_it_was_then(
    world: World, sent: Sent, made: Waiter | Product | Order | Station | ModifierGroup | Section | Table
) -> None:
    room = world.room()
    change = room.answers.keep(sent, made, at=NOON)
    assert await room.answers.find(sent) is None
    await room.work.commit(None, change)
    assert await world.room().answers.find(sent) == Kept(made, sent.fingerprint)


async def test_what_it_asked_for_is_known_to_whoever_asks_for_something_else(world: World) -> None:
    await keep(world.room())
    other = replace(SENT, fingerprint=b"\xff" * 32)
    assert await world.room().answers.find(other) == Kept(SOUP, SENT.fingerprint)
    with pytest.raises(AnsweredMeanwhile):
        await keep(world.room(), other)


async def test_another_waiter_route_key_or_restaurant_is_another_request(world: World) -> None:
    await keep(world.room())
    others = replace(SENT, waiter=None), replace(SENT, route="POST /users"), replace(SENT, key="Key")
    assert [await world.room().answers.find(other) for other in others] == [None] * 3
    assert await world.room(NEXT_DOOR).answers.find(SENT) is None


async def test_a_second_answer_is_refused_with_all_that_came_along(world: World) -> None:
    await keep(world.room())
    room = world.room()
    with pytest.raises(AnsweredMeanwhile):
        await room.work.commit(None, room.waiters.add(ANN), room.answers.keep(SENT, ANN, at=NOON))
    assert await room.answers.find(SENT) == Kept(SOUP, SENT.fingerprint)
    assert list(await room.waiters.all()) == []


async def test_of_what_cannot_be_sent_again_nothing_is_kept(world: World) -> None:
    room = world.room()
    for _ in range(2):
        await room.work.commit(None, room.answers.keep(None, SOUP, at=NOON))
    assert await room.answers.forget_before(NOON + timedelta(seconds=1)) == 0


async def test_old_answers_are_forgotten(world: World) -> None:
    young = replace(SENT, key="another")
    await keep(world.room())
    await keep(world.room(NEXT_DOOR))
    await keep(world.room(), young, later=1)
    assert await world.room().answers.forget_before(NOON) == 0
    assert await world.room().answers.forget_before(NOON + timedelta(seconds=1)) == 1
    assert await world.room().answers.find(SENT) is None
    assert await world.room().answers.find(young) is not None
    assert await world.room(NEXT_DOOR).answers.find(SENT) is not None
