"""What is done once, however often it is asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from application.kernel.answers import Answers, IdempotencyKeyReused, Kept, Sent
from application.kernel.unit_of_work import UnitOfWork
from domain.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Stale

T = TypeVar("T")

_OF_WHAT_IS_THERE: Final = (Conflict, Stale, Invalid, NotAllowed, NotFound)
"""Refusals that may come of what the same request, sent before, has done since it was looked for."""


@dataclass(frozen=True, slots=True)
class Once:
    """Does what a request asks for unless that was done when it was sent before."""

    answers: Answers
    work: UnitOfWork

    async def find(self, sent: Sent | None) -> Kept | None:
        """Return what was made when this was sent before, if it was; nothing for what cannot be sent again (None)."""
        return None if sent is None else await self.answers.find(sent)

    async def __call__(self, *, sent: Sent | None, kept: Kept | None, do: Callable[[], Awaitable[T]]) -> tuple[T, bool]:
        """Return what was made, and whether that was before: `kept` is what was found, `do` makes it and keeps it.

        What was made before is as durable as it had to be then. Raises `IdempotencyKeyReused`, and what `do` raises.
        """
        if kept is None:
            try:
                return await do(), False
            except _OF_WHAT_IS_THERE:
                # Whoever has the name that this request wants, changed the version that it expects or used up its
                # approval may be the same request, sent before.
                kept = await self.find(sent)
                if kept is None:
                    raise
        if sent is None or kept.fingerprint != sent.fingerprint:
            raise IdempotencyKeyReused
        await self.work.confirm()  # who sent it first may not have been told, and then it may not last
        return cast("T", kept.made), True  # one route makes one kind of thing
