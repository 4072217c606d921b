"""The contract of `Answers`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.kernel.answers import Answer, AnsweredMeanwhile, RequestKey
from domain.kernel.ids import WaiterId
from tests.contracts.things import NOON, a_waiter, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

KEY = RequestKey(waiter=WaiterId(new_id()), route="POST /orders", key="k-1")
ANSWER = Answer(fingerprint=bytes(32), status=201, body=b'{"\x00": "\xff"}', answered_at=NOON)


async def keep(room: Room, key: RequestKey = KEY, answer: Answer = ANSWER) -> None:
    await room.work.commit(None, room.answers.keep(key, answer))


@pytest.mark.parametrize("key", [KEY, replace(KEY, waiter=None)])
async def test_an_answer_comes_back_as_it_was_kept(world: World, key: RequestKey) -> None:
    room = world.room()
    change = room.answers.keep(key, ANSWER)
    assert await room.answers.find(key) is None
    await room.work.commit(None, change)
    assert await world.room().answers.find(key) == ANSWER


async def test_another_waiter_route_key_or_restaurant_is_another_request(world: World) -> None:
    await keep(world.room())
    others = replace(KEY, waiter=None), replace(KEY, route="POST /users"), replace(KEY, key="K-1")
    assert [await world.room().answers.find(other) for other in others] == [None] * 3
    assert await world.room(NEXT_DOOR).answers.find(KEY) is None


async def test_a_second_answer_is_refused_with_all_that_came_along(world: World) -> None:
    await keep(world.room())
    room = world.room()
    another = room.answers.keep(KEY, replace(ANSWER, body=b"another"))
    with pytest.raises(AnsweredMeanwhile):
        await room.work.commit(None, room.waiters.add(a_waiter()), another)
    assert await room.answers.find(KEY) == ANSWER
    assert list(await room.waiters.all()) == []


async def test_old_answers_are_forgotten_in_every_restaurant(world: World) -> None:
    young = replace(KEY, key="k-2")
    await keep(world.room())
    await keep(world.room(NEXT_DOOR))
    await keep(world.room(), young, replace(ANSWER, answered_at=NOON + timedelta(seconds=1)))
    assert await world.room().answers.forget_before(NOON) == 0
    assert await world.room().answers.forget_before(NOON + timedelta(seconds=1)) == 2
    assert await world.room().answers.find(KEY) is None
    assert await world.room().answers.find(young) is not None
