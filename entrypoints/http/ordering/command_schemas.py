"""What the commands to orders take."""

from typing import Annotated, ClassVar

from domain.kernel.errors import Invalid
from domain.kernel.ids import LineId, OrderId, TableId, WaiterId
from domain.kernel.money import Currency
from domain.kernel.names import Name, Note
from domain.ordering.line import Wanted
from domain.ordering.numbers import Course, Guests, Quantity
from domain.ordering.order import MOST_LINES, TooManyLines
from entrypoints.http.kernel.body import Body, Given, Later, Missing, OldBody, Several
from entrypoints.http.ordering.schemas import ProductsRequired, WantedBody, wanted_of

_LINE: str = "01937b1e-7c00-7000-8000-000000000004"


class ReasonRequired(Invalid):
    """Something that is not done without a reason."""

    says = "Say why: a reason is required"


class AddBody(OldBody, frozen=True):
    """Lines to be added, in the form in which orders are placed."""

    example: ClassVar = {"products": [{"name": "Espresso", "price": 2.5, "quantity": 1, "course": 3}]}

    products: Annotated[Later[list[WantedBody]], Several(ProductsRequired, MOST_LINES, TooManyLines)]

    def wanted(self, currency: Currency) -> list[Wanted]:
        """Return what is wanted, priced in the restaurant's currency, or raise the first line's refusal."""
        return wanted_of(self.products(currency))


class LinesBody(Body, frozen=True):
    """Which lines; all to which the command applies, where it does not say."""

    example: ClassVar = {"lines": [_LINE]}

    lines: list[LineId] | None = None


class FireBody(LinesBody, frozen=True):
    """Which lines to fire: those named, of this course, or all that are held."""

    example: ClassVar = {"course": 2}

    course: Course | None = None


class SomeOfALineBody(Body, frozen=True):
    """A line, or so many of it."""

    id: LineId
    quantity: Quantity | None = None


class VoidBody(Body, frozen=True):
    """What to take back, and why: all that stands, where it does not say."""

    example: ClassVar = {"reason": "Dropped", "lines": [{"id": _LINE, "quantity": 1}]}

    reason: Annotated[Note, Missing(ReasonRequired)]
    lines: list[SomeOfALineBody] | None = None


class LinesRequired(Invalid):
    """An order that is to be split at no line."""

    says = "Say which lines: at least one is required"


class SplitBody(Body, frozen=True):
    """Which lines the new order gets, or how many of each: all that stands of a line, where it does not say."""

    example: ClassVar = {"lines": [{"id": _LINE, "quantity": 1}]}

    lines: Annotated[list[SomeOfALineBody], Missing(LinesRequired)]


class OtherOrderRequired(Invalid):
    """An order that is to be merged with none."""

    says = "Say which order to bring over"


class MergeBody(Body, frozen=True):
    """The order whose lines are to come over."""

    example: ClassVar = {"order": "01937b1e-7c00-7000-8000-000000000005"}

    order: Annotated[OrderId, Missing(OtherOrderRequired)]


class OrderChangeBody(Body, frozen=True):
    """What is to change at the head of an order. What is absent stays; null takes a table, guests or a note away."""

    example: ClassVar = {"table": "01937b1e-7c00-7000-8000-000000000007", "guests": 4}

    customer_name: Name | None = None
    table: Given[TableId] = Given()
    guests: Given[Guests] = Given()
    note: Given[Note] = Given()
    waiter: WaiterId | None = None


class NothingBody(Body, frozen=True):
    """Nothing: there is nothing to be said."""

    example: ClassVar = dict[str, object]()


class ReasonBody(Body, frozen=True):
    """Why."""

    example: ClassVar = {"reason": "The guests stayed for dessert"}

    reason: Annotated[Note, Missing(ReasonRequired)]
