"""Ids that sort by the moment they were made."""

from uuid import UUID

from uuid_utils.compat import uuid7

from application.kernel.ids import Ids


class TimeOrderedIds(Ids):
    """Makes UUIDv7s (RFC 9562): the milliseconds, then a counter, then chance."""

    def new(self) -> UUID:
        """Return an id that sorts after those this process made before it."""
        return uuid7()
