"""What a change leaves as it is, where None is a value to change to."""

from enum import Enum
from typing import Final, TypeVar

T = TypeVar("T")


class Unchanged(Enum):
    """Stands for the value there is."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


def following(before: T, new: T | Unchanged) -> T:
    """Return what follows: the new value, or the one before."""
    return before if isinstance(new, Unchanged) else new
