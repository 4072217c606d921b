"""The contract of `Quotes`: what was written is read again, here and nowhere else, and nothing else is."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from uuid import UUID

import pytest

from adapters.security.quotes import SignedQuotes
from domain.billing.charges import Charge, ServiceCharge, Tax
from domain.billing.percent import Percent
from domain.kernel.ids import LineId, RestaurantId, WaiterId
from domain.kernel.money import HIGHEST_PRICE, Price
from domain.kernel.names import Name
from domain.ordering.numbers import Quantity
from domain.ordering.quote import Quote, QuoteInvalid
from tests.contracts.things import NOON

OURS, OTHERS = RestaurantId(UUID(int=1)), RestaurantId(UUID(int=2))
NEW, OLD = "n" * 40, "o" * 40
VAT, ADDED = (
    Tax(Name("Food"), Name("VAT ½"), Percent(70_000), included=True),
    Tax("Wine", "Sales", Percent(88_750), included=False),
)
QUOTE = Quote(
    WaiterId(UUID(int=3)),
    bytes(range(32)),
    tuple(
        Charge(LineId(UUID(int=number)), Price(price), Quantity(quantity), tax=tax)
        for number, (price, quantity, tax) in enumerate(
            [(1, 1, None), (HIGHEST_PRICE, 10_000, VAT), (250, 2, ADDED), (7, 3, VAT)], 1
        )
    ),
    ServiceCharge(Percent(125_000), taxed=True),
    NOON,
)


def test_a_quote_is_read_as_it_was_written() -> None:
    quotes = SignedQuotes([NEW], OURS)
    for quote in (QUOTE, replace(QUOTE, charges=QUOTE.charges[:1])):
        assert quotes.read(quotes.written(quote)) == quote
    long = replace(QUOTE, charges=QUOTE.charges * 50)
    assert len(quotes.written(long)) < 5_000


def test_a_secret_that_was_retired_is_still_believed_and_another_is_not() -> None:
    text = SignedQuotes([OLD], OURS).written(QUOTE)
    assert SignedQuotes([NEW, OLD], OURS).read(text) == QUOTE
    with pytest.raises(QuoteInvalid):
        _ = SignedQuotes([NEW], OURS).read(text)
    assert SignedQuotes([NEW, OLD], OURS).written(QUOTE) == SignedQuotes([NEW], OURS).written(QUOTE)


def test_a_quote_holds_in_its_restaurant_only() -> None:
    with pytest.raises(QuoteInvalid) as refused:
        _ = SignedQuotes([NEW], OTHERS).read(SignedQuotes([NEW], OURS).written(QUOTE))
    assert refused.value.field == ("quote",)


@pytest.mark.parametrize("forged", ["", "x", "é", "\x00", "=" * 8, "A" * 64, urlsafe_b64encode(bytes(99)).decode()])
def test_what_is_no_quote_is_refused(forged: str) -> None:
    with pytest.raises(QuoteInvalid):
        _ = SignedQuotes([NEW], OURS).read(forged)


def test_no_character_of_a_quote_can_be_another() -> None:
    quotes = SignedQuotes([NEW], OURS)
    text = quotes.written(QUOTE)
    for place, letter in enumerate(text):
        with pytest.raises(QuoteInvalid):
            _ = quotes.read(text[:place] + ("B" if letter == "A" else "A") + text[place + 1 :])
    for other in (text + "A", text[:-1], text + "=", text + "\n"):
        with pytest.raises(QuoteInvalid):
            _ = quotes.read(other)
