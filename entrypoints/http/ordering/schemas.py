"""What the calls about orders take."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Final

from domain.billing.day import DayClosed
from domain.kernel.errors import Invalid
from domain.kernel.ids import ModifierId, ProductId, TableId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name, Note
from domain.ordering.arrival import PlacedInTheFuture, PlacedTooLongAgo
from domain.ordering.choosing import (
    Choices,
    ModifierNamedTwice,
    ModifierUnknown,
    PriceOutOfBounds,
    TooFewChosen,
    TooManyChosen,
)
from domain.ordering.line import Wanted
from domain.ordering.numbers import Course, Guests, Quantity, Seat
from domain.ordering.order import MOST_LINES, TooManyLines
from domain.ordering.refusals import NotAsListed, ProductsUnavailable, ProductUnknown
from entrypoints.http.kernel.body import Later, Missing, OldBody, Several

_SIDES: Final = Choices(Name("Sides"), 1, 2, ())
CANNOT_BE_ORDERED: Final = (
    ProductUnknown(field=("products", 0, "product_id")),
    ModifierUnknown(field=("products", 0, "modifiers", 0)),
    ModifierNamedTwice(field=("products", 0, "modifiers", 1)),
    TooFewChosen.of(_SIDES).at("products", 0),
    TooManyChosen.of(_SIDES, 2).at("products", 0),
    PriceOutOfBounds(field=("products", 0, "modifiers")),
    NotAsListed([(("products", 0, "price"), "Espresso costs 2.50, not 2.00")]),
    ProductsUnavailable([(("products", 0), "Of Espresso 1 are left, not 2")]),
)
"""How lines are refused for what is wanted in them."""


NOT_COUNTED: Final = (
    PlacedInTheFuture(field=("placed_at",)),
    PlacedTooLongAgo(field=("placed_at",)),
    DayClosed.when_taken(),
)
"""How an order is refused for when it was taken."""


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
    """One thing the customer wants: by `name` and `price`, or by `product_id` alone, at the catalogue's price.

    `modifiers` are chosen of those that the product comes with; what they add to its price is not in `price`.
    It waits for being fired where it is on `hold`, or of a course.
    """

    name: Annotated[Name | None, Missing(ProductIncomplete, unless="product_id")]
    price: Annotated[Price | None, Missing(ProductIncomplete, unless="product_id")]
    quantity: Annotated[Quantity, Missing(ProductIncomplete)]
    product_id: Annotated[ProductId | None, Missing(instead_of="price")] = None
    course: Course | None = None
    seat: Seat | None = None
    note: Note | None = None
    hold: bool = False
    modifiers: Annotated[list[ModifierId] | None, Missing()] = None


class OrderBody(OldBody, frozen=True):
    """A new order, read as far as is possible before it is known who is asking.

    With a `quote` it is placed as it was quoted, or not at all. `placed_at` is for one that was taken while its client
    was offline, at most 24 hours ago: it counts for that moment, and `received_at` says when it came in.
    """

    example: ClassVar = {"customer_name": "Table 7", "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}]}

    customer_name: Annotated[Name, Missing(CustomerNameRequired)]
    products: Annotated[Later[list[WantedBody]], Several(ProductsRequired, MOST_LINES, TooManyLines)]
    guests: Guests | None = None
    note: Note | None = None
    table: TableId | None = None
    quote: str | None = None
    placed_at: datetime | None = None

    def wanted(self, currency: Currency) -> list[Wanted]:
        """Return what is wanted, priced in the restaurant's currency, or raise the first line's refusal."""
        return wanted_of(self.products(currency))


def wanted_of(bodies: Sequence[WantedBody]) -> list[Wanted]:
    """Return what these bodies want, or raise `ProductIncomplete`. The old service's clients name what has a price."""
    for place, each in enumerate(bodies):
        if each.product_id is None and each.name is None:
            raise ProductIncomplete(field=("products", place, "name"))
    return [
        Wanted(
            name=each.name if each.product_id is None else None,
            price=each.price,
            product=each.product_id,
            quantity=each.quantity,
            course=each.course,
            seat=each.seat,
            note=each.note,
            hold=each.hold,
            modifiers=tuple(each.modifiers or ()),
        )
        for each in bodies
    ]
