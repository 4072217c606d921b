"""Pages of lists that are all in memory."""

from collections.abc import Sequence
from typing import TypeVar

from application.kernel.pages import PageRequest

T = TypeVar("T")


def page_of(everything: Sequence[T], request: PageRequest) -> Sequence[T]:
    """Return one page of `everything`."""
    return everything[request.offset : request.offset + request.size]
