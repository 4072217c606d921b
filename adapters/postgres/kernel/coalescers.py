"""The coalescers of one database, one for each function that runs batches."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from adapters.postgres.kernel.coalescing import Coalescer, Item, Result
from adapters.postgres.kernel.watching import Watch
from domain.kernel.errors import Unavailable

Of = TypeVar("Of")


class Coalescers:
    """Makes each coalescer when it is first asked for. Of all of them one runs a batch at a time."""

    def __init__(self, watch: Watch | None) -> None:
        self._watch = watch
        self._turn = asyncio.Lock()
        self._by_run: dict[object, Coalescer[Any, Any]] = {}

    def of(
        self,
        run: Callable[[Of, Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        database: Of,
        *,
        alike: Callable[[Item], object],
        unanswered: type[Unavailable],
    ) -> Coalescer[Item, Result]:
        """Return the coalescer of `run`; `database` is the first argument that this is called with."""
        if run not in self._by_run:
            self._by_run[run] = Coalescer[Any, Any](
                partial(run, database),
                turn=self._turn,
                watch=partial(self._watch.batch, run.__qualname__) if self._watch else None,
                unanswered=unanswered,
                alike=alike,
            )
        return self._by_run[run]

    async def close(self) -> None:
        """Have each take no more items, and return when every caller has its result."""
        for coalescer in self._by_run.values():
            await coalescer.close()
