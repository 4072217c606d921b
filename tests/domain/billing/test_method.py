"""Payment methods."""

import pytest

from domain.billing.method import FIRST_METHODS, PaymentKind, UnknownPaymentKind
from domain.kernel.names import Name

CASH = FIRST_METHODS[1]


def test_a_change_makes_the_version_that_follows() -> None:
    after = CASH.changed(name=Name("Bar"), active=False)
    assert (after.name, after.active, after.version, after.id) == ("Bar", False, 2, CASH.id)
    assert after.kind is PaymentKind.CASH


def test_what_stays_as_it_is_makes_none() -> None:
    assert CASH.changed() is CASH
    assert CASH.changed(name=Name("cash"), active=True) is CASH


def test_every_restaurant_begins_with_card_and_cash_by_name() -> None:
    assert [(each.name, each.kind, each.active, each.version) for each in FIRST_METHODS] == [
        ("card", PaymentKind.CARD, True, 1),
        ("cash", PaymentKind.CASH, True, 1),
    ]


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownPaymentKind):
        _ = PaymentKind("cheque")
