"""Long lists, one part at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page of how many; the first is 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Slice(Generic[T, Place]):
    """Part of a list, and the place that the rest of it comes after: None where nothing is left.

    Only a page has a number, and knows how many items and pages there are. Past the end it is empty.
    """

    items: Sequence[T]
    last: Place | None
    total: int | None = None
    pages: int | None = None
    number: int | None = None


def page_of(items: Sequence[T], place: Callable[[T], Place], *, total: int, request: PageRequest) -> Slice[T, Place]:
    """Return this page of a list of `total`."""
    pages = -(-total // request.size)
    last = place(items[-1]) if items and request.number < pages else None
    return Slice(items, last, total, pages, request.number)


def slice_of(found: Sequence[T], place: Callable[[T], Place], *, most: int) -> Slice[T, Place]:
    """Return the first `most` of what was found by asking for one more."""
    return Slice(found[:most], place(found[most - 1]) if len(found) > most else None)
