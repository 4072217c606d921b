"""Ids that sort by the moment they were made."""

from collections.abc import Callable
from uuid import UUID

from uuid_utils import uuid7

from application.kernel.ids import Ids


class TimeOrderedIds(Ids):
    """Makes UUIDv7s (RFC 9562): the milliseconds, then a counter, then chance."""

    def __init__(self, form: Callable[[bytes], UUID] = lambda sixteen: UUID(bytes=sixteen)) -> None:
        """Make ids of this `form`, out of their 16 bytes."""
        self._form = form

    def new(self) -> UUID:
        """Return an id that sorts after those this process made before it."""
        return self._form(uuid7().bytes)
