"""The contracts of `Clock`, `Ids` and `EmailSyntax`."""

from datetime import timedelta

import pytest

from adapters.system.clock import SystemClock
from adapters.system.email_syntax import ValidatedEmailSyntax
from adapters.system.ids import TimeOrderedIds
from domain.people.email import LONGEST_EMAIL, InvalidEmail
from tests.growth import no_slower


def test_the_clock_tells_utc_and_does_not_run_backwards() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second


def test_ids_sort_as_they_were_made_and_never_repeat() -> None:
    made = [TimeOrderedIds().new() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_an_address_is_kept_with_its_domain_in_lower_case() -> None:
    assert ValidatedEmailSyntax().check(" Ann@Example.COM ") == "Ann@example.com"


@pytest.mark.parametrize("email", ["", "ann", "@example.com", "ann@", "a b@example.com", "ann@example.com\x00x"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(InvalidEmail):
        _ = ValidatedEmailSyntax().check(email)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("sp@example.com ", "sp@example.com"),
        ("\ufeffsp@example.com\u200b", "sp@example.com"),
        ("sp@xn--bcher-kva.example", "sp@b\u00fccher.example"),
        ("sp@B\u00dcCHER.example", "sp@b\u00fccher.example"),
        ("sp@bu\u0308cher.example", "sp@b\u00fccher.example"),
        ("jose\u0301@example.com", "jos\u00e9@example.com"),
    ],
)
def test_an_address_is_one_however_it_is_written(written: str, kept: str) -> None:
    syntax = ValidatedEmailSyntax()
    assert syntax.check(written) == syntax.read(written) == syntax.check(kept) == kept


@pytest.mark.parametrize("email", ["", " ", "ann", "@", "ann@", "a b@example.com", "\x00", "\ud800"])
def test_what_is_no_address_is_read_as_it_stands(email: str) -> None:
    assert ValidatedEmailSyntax().read(email) == email.strip()


def test_what_is_too_long_for_an_address_is_not_worked_on() -> None:
    syntax = ValidatedEmailSyntax()
    assert len(syntax.read("a" * 60_000)) == LONGEST_EMAIL
    no_slower(syntax.read, "a" + "\u0345\u0301" * 30_000 + "@example.com", "a\u0301@example.com")
