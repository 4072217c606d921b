"""The bill says what was worked out by hand."""

import pytest

from tests.domain.billing.worked import EXAMPLES, Example

EACH = pytest.mark.parametrize("example", EXAMPLES, ids=[example.of.split(":")[0] for example in EXAMPLES])


@EACH
def test_a_bill_is_what_was_worked_out(example: Example) -> None:
    bill, money = example.bill, example.money
    assert [*bill.discounts.values()] == [money(each) for each in example.taken]
    assert bill.service_charge == money(example.service_charge)
    assert [(each.base, each.amount) for each in bill.taxes] == [(money(b), money(a)) for b, a in example.taxes]
    assert bill.total == bill.due == money(example.total)
    if example.line_taxes:
        assert [each.tax for each in bill.lines] == [money(each) for each in example.line_taxes]
    if example.nets:
        assert [each.net for each in bill.lines] == [money(each) for each in example.nets]


@EACH
def test_cash_is_paid_in_coins_that_there_are(example: Example) -> None:
    bill = example.bill
    in_cash = bill.due + bill.rounding_in_cash(example.coin)
    assert in_cash == example.money(example.in_cash or example.total)
