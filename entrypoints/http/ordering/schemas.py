"""What the calls about orders take."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from domain.kernel.errors import Invalid
from domain.kernel.ids import TableId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name, Note
from domain.ordering.line import Wanted
from domain.ordering.numbers import Course, Guests, Quantity, Seat
from domain.ordering.order import MOST_LINES, TooManyLines
from entrypoints.http.kernel.body import Later, Missing, OldBody, Several


class CustomerNameRequired(Invalid):
    """An order for nobody."""

    says = "Customer name is required"


class ProductsRequired(Invalid):
    """An order of nothing."""

    says = "At least one product is required"


class ProductIncomplete(Invalid):
    """A line that does not say what, for how much, or how many."""

    says = "Each product must have a name, price, and quantity"


class WantedBody(OldBody, frozen=True):
    """One thing the customer wants. It waits for being fired where it is on `hold`, or of a course."""

    name: Annotated[Name, Missing(ProductIncomplete)]
    price: Annotated[Price, Missing(ProductIncomplete)]
    quantity: Annotated[Quantity, Missing(ProductIncomplete)]
    course: Course | None = None
    seat: Seat | None = None
    note: Note | None = None
    hold: bool = False


class OrderBody(OldBody, frozen=True):
    """A new order, read as far as is possible before it is known who is asking."""

    example: ClassVar = {"customer_name": "Table 7", "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}]}

    customer_name: Annotated[Name, Missing(CustomerNameRequired)]
    products: Annotated[Later[list[WantedBody]], Several(ProductsRequired, MOST_LINES, TooManyLines)]
    guests: Guests | None = None
    note: Note | None = None
    table: TableId | None = None

    def wanted(self, currency: Currency) -> list[Wanted]:
        """Return what is wanted, priced in the restaurant's currency, or raise the first line's refusal."""
        return wanted_of(self.products(currency))


def wanted_of(bodies: Sequence[WantedBody]) -> list[Wanted]:
    """Return what these bodies want."""
    return [
        Wanted(
            name=each.name,
            price=each.price,
            quantity=each.quantity,
            course=each.course,
            seat=each.seat,
            note=each.note,
            hold=each.hold,
        )
        for each in bodies
    ]
