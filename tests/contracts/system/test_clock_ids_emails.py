"""The contracts of `Clock`, `Ids` and `EmailSyntax`."""

from datetime import timedelta

import pytest

from adapters.system.clock import SystemClock
from adapters.system.email_syntax import ValidatedEmailSyntax
from adapters.system.ids import TimeOrderedIds
from domain.staff.waiter import InvalidEmail


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
