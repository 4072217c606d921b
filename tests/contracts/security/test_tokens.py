"""The contract of `Tokens` and `TokenReader`."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import pytest

from adapters.security.tokens import ISSUER, SignedTokenReader, SignedTokens
from adapters.system.ids import TimeOrderedIds
from application.kernel.clock import Clock
from domain.access.session import SessionId
from domain.access.token import Claims, TokenExpired, TokenInvalid
from domain.kernel.ids import RestaurantId
from tests.contracts.things import NOON, a_waiter
from tests.contracts.worlds import NEXT_DOOR, OURS


class Stopped(Clock):
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


LIFETIME: Final = timedelta(hours=12)
SESSION: Final = SessionId(UUID(int=7))


def tokens(after: timedelta = timedelta(0), *secrets: str, restaurant: RestaurantId = OURS) -> SignedTokens:
    return SignedTokens(
        secrets=secrets or ["s" * 32],
        lifetime=LIFETIME,
        restaurant=restaurant,
        clock=Stopped(NOON + after),
        ids=TimeOrderedIds(),
    )


def reading(after: timedelta = timedelta(0), *secrets: str) -> SignedTokenReader:
    return SignedTokenReader(secrets=secrets or ["s" * 32], clock=Stopped(NOON + after))


def test_a_token_says_who_it_was_issued_to() -> None:
    ann = a_waiter()
    assert reading().read(tokens().issue(ann, SESSION)) == Claims(
        OURS, ann.id, SESSION, ann.token_version, NOON + LIFETIME
    )


def test_two_tokens_are_never_the_same() -> None:
    ann = a_waiter()
    assert tokens().issue(ann, SESSION) != tokens().issue(ann, SESSION)


def test_a_token_expires() -> None:
    token = tokens().issue(a_waiter(), SESSION)
    _ = reading(LIFETIME - timedelta(seconds=1)).read(token)
    with pytest.raises(TokenExpired):
        _ = reading(LIFETIME + timedelta(minutes=1)).read(token)


def test_a_token_from_the_future_is_invalid() -> None:
    token = tokens(timedelta(minutes=1)).issue(a_waiter(), SESSION)
    with pytest.raises(TokenInvalid):
        _ = reading().read(token)


@pytest.mark.parametrize("token", ["", "a.b.c", "no token", "é" * 20, "\x00"])
def test_what_is_no_token_is_invalid(token: str) -> None:
    with pytest.raises(TokenInvalid):
        _ = reading().read(token)


def test_a_token_of_another_secret_is_invalid() -> None:
    with pytest.raises(TokenInvalid):
        _ = reading().read(tokens(timedelta(0), "t" * 32).issue(a_waiter(), SESSION))


def test_a_token_says_which_restaurant_it_is_of() -> None:
    assert reading().read(tokens(restaurant=NEXT_DOOR).issue(a_waiter(), SESSION)).restaurant == NEXT_DOOR


@pytest.mark.parametrize("after", [-timedelta(days=1), timedelta(0), LIFETIME * 2, timedelta(days=10_000)])
def test_it_does_whenever_it_is_read_and_however_people_sign_in_by_then(after: timedelta) -> None:
    token = tokens(restaurant=NEXT_DOOR).issue(a_waiter(), SESSION)
    assert reading(after).restaurant_of(token) == NEXT_DOOR
    managed = SignedTokenReader(secrets=["s" * 32], clock=Stopped(NOON), issuer=f"{ISSUER} (managed)")
    assert managed.restaurant_of(token) == NEXT_DOOR
    with pytest.raises(TokenInvalid):
        _ = managed.read(token)


@pytest.mark.parametrize("token", ["", "a.b.c", tokens(timedelta(0), "t" * 32).issue(a_waiter(), SESSION)])
def test_what_we_did_not_sign_says_of_no_restaurant(token: str) -> None:
    with pytest.raises(TokenInvalid):
        _ = reading().restaurant_of(token)


def test_a_retired_secret_is_believed_but_signs_no_more() -> None:
    before, after, later = ("o" * 32,), ("n" * 32, "o" * 32), ("n" * 32,)
    token = tokens(timedelta(0), *before).issue(a_waiter(), SESSION)

    assert reading(timedelta(0), *after).read(token).session == SESSION
    with pytest.raises(TokenInvalid):
        _ = reading(timedelta(0), *later).read(token)
    _ = reading(timedelta(0), *later).read(tokens(timedelta(0), *after).issue(a_waiter(), SESSION))


@pytest.mark.parametrize("changed", [lambda t: t + "=", lambda t: t + "==", lambda t: " " + t, lambda t: t + "\n"])
def test_another_spelling_of_a_token_is_none(changed: Callable[[str], str]) -> None:
    token = tokens().issue(a_waiter(), SESSION)
    with pytest.raises(TokenInvalid):
        _ = reading().read(changed(token))


def test_no_other_last_character_of_a_signature_is_read_as_the_same() -> None:
    token = tokens().issue(a_waiter(), SESSION)
    for other in set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") - {token[-1]}:
        with pytest.raises(TokenInvalid):
            _ = reading().read(token[:-1] + other)
