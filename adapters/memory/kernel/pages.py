"""Pages of lists that are all in memory."""

from collections.abc import Sequence
from typing import TypeVar

from application.kernel.pages import Page, PageRequest

T = TypeVar("T")


def page_of(everything: Sequence[T], request: PageRequest) -> Page[T]:
    """Return one page of `everything`."""
    return Page(everything[request.offset : request.offset + request.size], len(everything), request)
