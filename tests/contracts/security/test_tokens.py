"""The contract of `Tokens`."""

from datetime import datetime, timedelta

import pytest

from adapters.security.tokens import LIFETIME, SignedTokens
from adapters.system.ids import TimeOrderedIds
from application.kernel.clock import Clock
from application.staff.ports import Claims, TokenExpired, TokenInvalid
from tests.contracts.things import NOON, a_waiter
from tests.contracts.worlds import NEXT_DOOR, OURS


class Stopped(Clock):
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


def tokens(after: timedelta = timedelta(0), secret: str = "s" * 32) -> SignedTokens:
    return SignedTokens(secret=secret, restaurant=OURS, clock=Stopped(NOON + after), ids=TimeOrderedIds())


def test_a_token_says_who_it_was_issued_to() -> None:
    ann = a_waiter()
    assert tokens().read(tokens().issue(ann)) == Claims(waiter=ann.id)


def test_two_tokens_are_never_the_same() -> None:
    ann = a_waiter()
    assert tokens().issue(ann) != tokens().issue(ann)


def test_a_token_expires() -> None:
    token = tokens().issue(a_waiter())
    _ = tokens(LIFETIME - timedelta(seconds=1)).read(token)
    with pytest.raises(TokenExpired):
        _ = tokens(LIFETIME + timedelta(minutes=1)).read(token)


def test_a_token_from_the_future_is_invalid() -> None:
    token = tokens(timedelta(minutes=1)).issue(a_waiter())
    with pytest.raises(TokenInvalid):
        _ = tokens().read(token)


@pytest.mark.parametrize("token", ["", "a.b.c", "no token", "é" * 20, "\x00"])
def test_what_is_no_token_is_invalid(token: str) -> None:
    with pytest.raises(TokenInvalid):
        _ = tokens().read(token)


def test_a_token_of_another_secret_or_restaurant_is_invalid() -> None:
    next_door = SignedTokens(secret="s" * 32, restaurant=NEXT_DOOR, clock=Stopped(NOON), ids=TimeOrderedIds())
    for foreign in (tokens(secret="t" * 32), next_door):
        with pytest.raises(TokenInvalid):
            _ = tokens().read(foreign.issue(a_waiter()))
