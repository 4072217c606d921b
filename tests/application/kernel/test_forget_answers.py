"""Forgetting old answers: those of two days and more, and no others."""

from datetime import datetime, timedelta

from application.kernel.answers import Sent
from application.kernel.forget_answers import ForgetAnswers
from domain.kernel.lifetimes import ANSWERS_KEPT_FOR
from tests.application.conftest import NOON, House
from tests.contracts.things import a_product, a_request


async def answered(house: House, key: str, moment: datetime) -> Sent:
    sent = a_request(None, key)
    await house.work.commit(None, house.answers.keep(sent, a_product(), at=moment))
    return sent


async def test_answers_are_forgotten_when_nobody_asks_again(house: House) -> None:
    old = await answered(house, "old", NOON - ANSWERS_KEPT_FOR - timedelta(microseconds=1))
    kept = await answered(house, "kept", NOON - ANSWERS_KEPT_FOR)
    new = await answered(house, "new", NOON)

    assert await ForgetAnswers(house.answers, house.clock)() == 1

    assert [await house.answers.find(key) is not None for key in (old, kept, new)] == [False, True, True]


async def test_where_nothing_was_answered_nothing_is_forgotten(house: House) -> None:
    assert await ForgetAnswers(house.answers, house.clock)() == 0


def test_answers_are_kept_a_day_longer_than_the_day_that_is_promised() -> None:
    assert timedelta(hours=48) == ANSWERS_KEPT_FOR
