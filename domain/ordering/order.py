"""What one customer asked one waiter for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final, Self

from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.money import Money, Price
from domain.kernel.names import Name

MOST_LINES: Final = 200
HIGHEST_QUANTITY: Final = 10_000
KEPT_WITHIN: Final = timedelta(seconds=10)
"""How much later than one placed after it an order may be kept."""


class OrderNotFound(NotFound):
    """No such order, or none that the caller may see."""

    says = "Order not found"


class EmptyOrder(Invalid):
    """An order of nothing."""

    says = "At least one product is required"


class TooManyLines(Invalid):
    """More lines than one order takes."""

    says = f"An order has at most {MOST_LINES} lines"


class InvalidQuantity(Invalid):
    """A quantity nobody can serve."""

    says = f"A quantity is a whole number from 1 to {HIGHEST_QUANTITY}"


class Quantity(int):
    """How many of one thing somebody wants."""

    __slots__ = ()

    lowest: ClassVar = 1
    highest: ClassVar = HIGHEST_QUANTITY

    def __new__(cls, number: int) -> Self:
        """Return so many, or raise `InvalidQuantity`."""
        if type(number) not in (int, cls) or not cls.lowest <= number <= cls.highest:
            raise InvalidQuantity
        return int.__new__(cls, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing the customer wants: a product by name, at the price agreed, so many of it."""

    name: Name
    price: Price
    quantity: Quantity

    def __post_init__(self) -> None:
        """Refuse a text for a name, an amount for a price and a number for a quantity: those could be out of bounds."""
        if (type(self.name), type(self.price), type(self.quantity)) != (Name, Price, Quantity):
            raise TypeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One product of an order, with the name and the unit price as they stood when it was ordered."""

    id: LineId
    product: ProductId
    product_name: Name
    quantity: Quantity
    unit_price: Price

    @property
    def total(self) -> Money:
        """What the line comes to."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one customer asked for. Never changes: each step in its life returns the order that follows.

    `local_hour` is what the restaurant's clocks showed when it was placed, 0 to 23.
    """

    id: OrderId
    waiter: WaiterId
    customer: Name
    placed_at: datetime
    business_date: date
    local_hour: int
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        """Refuse an order of nothing, or of too much."""
        if not self.lines:
            raise EmptyOrder
        if len(self.lines) > MOST_LINES:
            raise TooManyLines

    @property
    def total(self) -> Money:
        """What the lines add up to."""
        return Money(sum(line.unit_price.minor * line.quantity for line in self.lines))
