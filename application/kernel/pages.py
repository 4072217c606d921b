"""Long lists, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


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
class Stretch(Generic[T]):
    """What follows a place in a list, and whether still more does."""

    items: Sequence[T]
    more: bool


def stretch_of(found: Sequence[T], most: int) -> Stretch[T]:
    """Return the first `most` of what was found by asking for one more."""
    return Stretch(found[:most], len(found) > most)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list of `total`. Past the end it is empty."""

    items: Sequence[T]
    total: int
    request: PageRequest

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return -(-self.total // self.request.size)
