"""How guests of a dinner service that is played settle: what is taken off their bills, who pays how much, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_CEILING, Decimal
from random import Random
from typing import Final

import msgspec

from entrypoints.cli.client import Client

_REGULARS: Final = {"percent": 10, "reason": "Regulars"}
_ON_THE_HOUSE: Final = {"percent": 100, "reason": "On the house"}
_OFF_EVERYTHING: Final = 0.1
_OFF_ONE_LINE: Final = 0.05
_EACH_FOR_THEMSELVES: Final = 0.15
_IN_CASH: Final = 0.35
_TIPS: Final = (0, 5, 10, 10, 10, 15)
"""How many percent who pays by card leaves, each as likely as the others."""
_NOTE: Final = 10
"""What the notes are multiples of that are handed over."""


class Bill(msgspec.Struct):
    """What there is to pay."""

    gross: Decimal
    discounts: Decimal
    paid: Decimal
    tips: Decimal
    due: Decimal


class _Billed(msgspec.Struct):
    bill: Bill


class _Share(msgspec.Struct):
    amount: Decimal


class _Shares(msgspec.Struct):
    shares: list[_Share]


@dataclass(frozen=True, slots=True)
class Took:
    """What bills came to that were paid, to what was taken off them, and what was taken for them."""

    gross: Decimal = Decimal(0)
    discounts: Decimal = Decimal(0)
    payments: Decimal = Decimal(0)
    tips: Decimal = Decimal(0)

    def __add__(self, other: "Took") -> "Took":
        """Return both together."""
        return Took(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


NOTHING_TAKEN: Final = Took()


@dataclass(frozen=True, slots=True)
class Guests:
    """Who sits at a table, and what they are like when it comes to paying."""

    client: Client
    chance: Random
    order: str
    how_many: int

    def settle(self, lines: Sequence[str]) -> Took:
        """Have something taken off now and then, off all or off one of these lines, and pay for what is left."""
        self._ask_for_a_discount(lines)
        bill = self.client.get(f"{self._path}/bill", _Billed).bill
        if not bill.due:
            _ = self.client.post(f"{self._path}/close", {}, msgspec.Raw)
        for amount in self._shares(bill):
            bill = self._pay(amount)
        return Took(bill.gross, bill.discounts, bill.paid, bill.tips)

    @property
    def _path(self) -> str:
        return f"/api/orders/{self.order}"

    def _ask_for_a_discount(self, lines: Sequence[str]) -> None:
        fancy = self.chance.random()
        if fancy < _OFF_EVERYTHING:
            _ = self.client.post(f"{self._path}/discounts", _REGULARS, msgspec.Raw)
        elif fancy < _OFF_EVERYTHING + _OFF_ONE_LINE and len(lines) > 1:
            on_the_house = {**_ON_THE_HOUSE, "lines": [self.chance.choice(lines)]}
            _ = self.client.post(f"{self._path}/discounts", on_the_house, msgspec.Raw)

    def _shares(self, bill: Bill) -> Iterator[Decimal]:
        if self.how_many == 1 or self.chance.random() >= _EACH_FOR_THEMSELVES:
            shares = [bill.due]
        else:
            split = self.client.get(f"{self._path}/shares?ways={self.how_many}", _Shares)
            shares = [each.amount for each in split.shares]
        return filter(None, shares)

    def _pay(self, amount: Decimal) -> Bill:
        payment: dict[str, object]
        if self.chance.random() < _IN_CASH:
            payment = {"method": "cash", "amount": amount, "tendered": _notes(amount)}
        else:
            tip = (amount * self.chance.choice(_TIPS) / 100).to_integral_value()
            payment = {"method": "card", "amount": amount, "tip": tip or None}
        return self.client.post(f"{self._path}/payments", payment, _Billed, once=True).bill


def _notes(amount: Decimal) -> Decimal:
    return (amount / _NOTE).to_integral_value(ROUND_CEILING) * _NOTE
