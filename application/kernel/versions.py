"""Changes to a version that the caller has read, and to no other."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from domain.kernel.errors import Conflict, Stale


class Versioned(Protocol):
    """What each change makes another version of."""

    @property
    def version(self) -> int:
        """Which it is; the first is 1."""
        ...


T = TypeVar("T", bound=Versioned)


@asynccontextmanager
async def read_for_change(
    read: Callable[[], Awaitable[T]], versions: Collection[int] | None, changed: type[Conflict]
) -> AsyncGenerator[T]:
    """Give what `read` returns, to be changed and committed within.

    Raises `Stale` where it is at none of these `versions`, or by the commit, which then raises `changed`, at another.
    Without versions any may be changed, and what the commit raises is raised.
    """
    before = await read()
    if versions is not None and before.version not in versions:
        raise Stale(current=before.version)
    try:
        yield before
    except changed:
        if versions is None:
            raise
        raise Stale(current=(await read()).version) from None
