"""Whole numbers of an order: how many, which course, which seat."""

from typing import ClassVar, Final, Self

from domain.kernel.errors import Invalid

HIGHEST_QUANTITY: Final = 10_000
HIGHEST_COURSE: Final = 99
HIGHEST_SEAT: Final = 999
MOST_GUESTS: Final = 9_999


class InvalidQuantity(Invalid):
    """A quantity nobody can serve."""

    says = f"A quantity is a whole number from 1 to {HIGHEST_QUANTITY}"


class InvalidCourse(Invalid):
    """A course that is none."""

    says = f"A course is a whole number from 1 to {HIGHEST_COURSE}"


class InvalidSeat(Invalid):
    """A seat that is none."""

    says = f"A seat is a whole number from 1 to {HIGHEST_SEAT}"


class InvalidGuests(Invalid):
    """A number of guests that no table has."""

    says = f"The guests are a whole number from 1 to {MOST_GUESTS}"


class Counted(int):
    """A whole number from 1 to `highest`; `refusal` is for others."""

    __slots__ = ()

    lowest: ClassVar = 1
    highest: ClassVar[int]
    refusal: ClassVar[type[Invalid]]

    def __new__(cls, number: int) -> Self:
        """Return the number, or raise `refusal`."""
        if type(number) not in (int, cls) or not cls.lowest <= number <= cls.highest:
            raise cls.refusal
        return int.__new__(cls, number)


class Quantity(Counted):
    """How many of one thing somebody wants. Raises `InvalidQuantity`."""

    __slots__ = ()

    highest: ClassVar = HIGHEST_QUANTITY
    refusal: ClassVar = InvalidQuantity


class Course(Counted):
    """By which lines are fired together: starters, mains, desserts. Raises `InvalidCourse`."""

    __slots__ = ()

    highest: ClassVar = HIGHEST_COURSE
    refusal: ClassVar = InvalidCourse


class Seat(Counted):
    """Whose it is at the table. Raises `InvalidSeat`."""

    __slots__ = ()

    highest: ClassVar = HIGHEST_SEAT
    refusal: ClassVar = InvalidSeat


class Guests(Counted):
    """How many sit there. Raises `InvalidGuests`."""

    __slots__ = ()

    highest: ClassVar = MOST_GUESTS
    refusal: ClassVar = InvalidGuests
