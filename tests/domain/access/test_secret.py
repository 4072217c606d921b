"""Secrets that may be chosen, and codes that are given out."""

import hashlib

import pytest

from domain.access.secret import (
    Code,
    Credential,
    InvalidCode,
    InvalidPassword,
    InvalidPin,
    Password,
    Pin,
    Secret,
    SecretKind,
    digest,
    is_digest_of,
    password,
    pin,
)
from tests.domain.access.test_session import ANA


@pytest.mark.parametrize("text", ["x" * 12, "x" * 128, " " * 12, "ñandú 🐦 ñandú"])
def test_a_password_may_consist_of_anything(text: str) -> None:
    assert password(text) == Secret(SecretKind.PASSWORD, text)


@pytest.mark.parametrize("text", ["", "x" * 11, "x" * 129])
def test_a_password_has_a_length(text: str) -> None:
    with pytest.raises(InvalidPassword):
        _ = password(text)


def _is_taken(text: str) -> bool:
    try:
        return pin(text) == Secret(SecretKind.PIN, text)
    except InvalidPin:
        return False


@pytest.mark.parametrize("text", ["", "27495", "2749510", "27495a", " 27495", "\u0662\u0667\u0664\u0669\u0665\u0661"])
def test_a_pin_has_six_digits(text: str) -> None:
    assert not _is_taken(text)


@pytest.mark.parametrize(
    "text", ["123456", "654321", "246802", "890123", "111111", "121212", "121112", "123123", "112233", "123321"]
)
def test_a_pin_that_is_tried_first_is_refused(text: str) -> None:
    assert not _is_taken(text)


@pytest.mark.parametrize("text", ["274951", "123457", "121213", "123124", "112234", "123322", "112131", "012346"])
def test_a_pin_that_is_not_tried_first_is_taken(text: str) -> None:
    assert _is_taken(text)


def test_most_pins_are_taken_and_those_tried_first_are_not() -> None:
    # A pattern stays one when each digit is raised by as much, so that as many pins begin with any digit as with 0.
    assert all(_is_taken(f"{number:06}") == _is_taken(f"{number + 111_111:06}") for number in range(12_345, 13_345))
    taken = 10 * sum(_is_taken(f"{number:06}") for number in range(100_000))
    assert taken == 994_960


@pytest.mark.parametrize("text", ["7Q0N-1W11-ABCD-EFGH", "7qon iwil abcd efgh", " 7QON\t1WILABCD-efgh\n"])
def test_a_code_is_read_however_it_is_typed(text: str) -> None:
    assert Code(text) == "7Q0N1W11ABCDEFGH"


def test_what_is_kept_of_a_secret_tells_whether_it_is_the_same() -> None:
    assert digest("é") == hashlib.sha256("é".encode()).digest()
    assert is_digest_of("é", digest("é"))
    assert not is_digest_of("e", digest("é"))


@pytest.mark.parametrize("text", ["", " ", "-", " - \n\u2003"])
def test_a_code_has_something_to_read(text: str) -> None:
    with pytest.raises(InvalidCode):
        _ = Code(text)


def test_a_code_is_given_out_in_groups() -> None:
    assert Code("7q0n 1w11-abcdefgh").in_groups == "7Q0N-1W11-ABCD-EFGH"


def test_secrets_and_their_hashes_are_never_shown() -> None:
    shown = repr((Secret(SecretKind.PASSWORD, "open sesame, please"), Credential(ANA, "a hash")))
    assert not any(secret in shown for secret in ("sesame", "a hash"))


@pytest.mark.parametrize("secret", [Code("7XK2-9QPM-4TRB-W0ZC"), Password("a long and good password"), Pin("408126")])
def test_what_opens_doors_shows_only_what_it_is(secret: str) -> None:
    shown = f"{type(secret).__name__}()"
    assert {str(secret), repr(secret), f"{secret}", "{:}".format(secret), "%s" % secret} == {shown}  # noqa: UP031, UP032
    assert secret[:] not in f"{[secret]} {Secret(SecretKind.PASSWORD, secret)}"


def test_of_a_code_a_digest_is_kept_however_it_was_typed() -> None:
    assert Code(" 7xk2 9qpm 4trb wozc").digest == digest("7XK29QPM4TRBW0ZC")
