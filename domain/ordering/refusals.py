"""Why a command to an order is refused."""

from collections.abc import Collection
from typing import Final, Self

from domain.kernel.errors import Busy, Conflict, ConflictsAt, Invalid, NotAllowed
from domain.ordering.chart import Command, OrderStatus
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity


class CommandNotAllowed(NotAllowed):
    """A command that is not for the caller's role, or not for what it is to be done to."""

    says = "Your role may not do this to this order; a manager may, or may approve what `needs_approval` names"


class ApprovalRefused(NotAllowed):
    """An approval that is of another command, order or waiter, was used, or is too old."""

    says = "The approval is none for this, was used or has expired; ask a manager for a new one"


class LineUnknown(Invalid):
    """A line that the order does not have."""

    says = "The order has no such line"


class LineNamedTwice(Invalid):
    """The same line twice in one command."""

    says = "Name each line once"


_AGAIN: Final = {OrderStatus.CLOSED: "; reopen it first"}


class OrderNotOpen(Conflict):
    """What is done to open orders only, or to closed ones only."""

    says = "The order is not open"

    @classmethod
    def now(cls, status: OrderStatus) -> Self:
        """Return the refusal, where the order has this status."""
        return cls(f"The order is {status}{_AGAIN.get(status, '')}")


class LinesNotMovable(Conflict):
    """A command that cannot be done to some lines, in their status."""

    @classmethod
    def by(cls, command: Command, lines: Collection[Line]) -> Self:
        """Return the refusal that names the lines."""
        named = ", ".join(f"{line.product_name} ({line.id}) is {line.status}" for line in lines)
        return cls(f"Not to {command}: {named or 'no line is of this course'}")


class OrderChanged(Busy):
    """Another command changed the order since it was looked at."""

    says = "Somebody else is changing this order; try again"


class MoreThanStands(Conflict):
    """More to be taken off a line than is left of it."""

    @classmethod
    def of(cls, line: Line, quantity: Quantity, place: int) -> Self:
        """Return the refusal, where so many are asked for of the line at `place`."""
        return cls(f"Of line {place + 1}, {line.product_name}, {line.standing} are left, not {quantity}")


class TableUnknown(Invalid):
    """An order at a table that the restaurant does not have."""

    says = "The restaurant has no such table"


class TableClosed(Conflict):
    """An order at a table that takes none."""

    says = "The table is closed; open it first"


class WaiterCannotServe(Invalid):
    """An order that is to be handed over to nobody who serves."""

    says = "Nobody on the staff who serves has this id"


class NothingStays(Conflict):
    """An order that is to be split so that nothing of it is left."""

    says = "Nothing of the order would be left: leave something, or change the order itself"


class MergedWithItself(Invalid):
    """An order that is to be merged with itself."""

    says = "An order is merged with another"


class OtherOrderUnknown(Invalid):
    """An order to be merged that is not there, or not for the caller to see."""

    says = "There is no such order to merge"


class DayIsOver(Conflict):
    """What can be done on the business day of the order only."""

    says = "The business day of this order is over"


class ProductUnknown(Invalid):
    """A product by an id that none has."""

    says = "There is no such product"


class ProductsUnavailable(ConflictsAt):
    """Products that are off the menu, or of which fewer are left than is wanted."""

    says = "Some of these products cannot be ordered now"


class NotAsListed(ConflictsAt):
    """Products at other prices than the catalogue's, or that are not in it, sold by who may not say what they cost."""

    says = "Some of these are not sold like that: the catalogue says what they cost, unless a manager does"
