"""Work that arrives together is done together."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from adapters.postgres.kernel.deadline import SECONDS
from domain.kernel.errors import Unavailable

Want = TypeVar("Want")
Got = TypeVar("Got")
Batch = list[tuple[Want, asyncio.Future[Got], float]]


class Coalescer(Generic[Want, Got]):
    """Collects what concurrent callers want, runs it as batches, and hands each caller its own result.

    A caller who is alone waits for nobody: its batch of one starts in the same turn of the event loop. While a batch
    is out, whatever arrives gathers for the next one. Coalescers that share a `turn` have one batch out among them.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Want]], Awaitable[Sequence[Got]]],
        *,
        turn: asyncio.Lock | None = None,
        watch: Callable[[int, float], None] | None = None,
        largest: int = 64,
        longest_queue: int = 2048,
    ) -> None:
        """Run batches of `largest` at most by `run`, and tell `watch` their size and how long the first has waited.

        It answers each member in its place or refuses them all, and it comes to an end: nobody ends it.
        """
        self._run = run
        self._turn = turn or asyncio.Lock()
        self._watch = watch
        self._largest = largest
        self._longest_queue = longest_queue
        self._queue: deque[tuple[Want, asyncio.Future[Got], float]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._closed = False

    async def __call__(self, want: Want) -> Got:
        """Return what the batch answers to `want`.

        Raises what running `want` raises, also when it was refused along with others: then it has been tried alone.
        Raises `Unavailable` when the queue is full or closed, with nothing done. A caller that is cancelled while
        it waits in the queue is not run; once its batch is out, the batch runs to its end. Raises `Unavailable` too
        when there is no answer in time, behind a batch that hangs or in one.
        """
        if self._closed or len(self._queue) >= self._longest_queue:
            raise Unavailable
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Got] = loop.create_future()
        self._queue.append((want, answer, loop.time()))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        deadline = loop.call_later(SECONDS, _give_up, answer)
        try:
            return await answer
        finally:
            deadline.cancel()

    async def close(self) -> None:
        """Take no more, and wait until everything taken is answered."""
        self._closed = True
        while self._worker is not None:
            _ = await asyncio.wait([self._worker])

    async def _work(self) -> None:
        try:
            while self._queue:
                for member in await self._run_next():
                    async with self._turn:
                        if not member[1].done():  # else it was told by now that nothing was done, or went away
                            _ = await self._answer([member])
        finally:
            self._worker = None

    async def _run_next(self) -> Batch[Want, Got]:
        async with self._turn:  # and only then look who is there: it gathers while others have their turn
            batch = self._next_batch()
            if batch and self._watch:
                self._watch(len(batch), asyncio.get_running_loop().time() - batch[0][2])
            return await self._answer(batch) if batch else batch

    def _next_batch(self) -> Batch[Want, Got]:
        batch: Batch[Want, Got] = []
        while self._queue and len(batch) < self._largest:
            member = self._queue.popleft()
            if not member[1].done():  # its caller still waits
                batch.append(member)
        return batch

    async def _answer(self, batch: Batch[Want, Got]) -> Batch[Want, Got]:
        """Run a batch, and return whoever is to be tried again, alone."""
        try:
            results = await self._run([want for want, _, _ in batch])
        except Exception as refusal:  # noqa: BLE001 - whatever it is, it is the callers' to hear
            # An outage leaves it unknown whether the batch was done, so only a refusal is tried again, one by one.
            if len(batch) > 1 and not isinstance(refusal, Unavailable):
                return batch
            for _, answer, _ in batch:
                if not answer.done():
                    answer.set_exception(refusal)
        else:
            for (_, answer, _), result in zip(batch, results, strict=True):
                if not answer.done():
                    answer.set_result(result)
        return []


def _give_up(answer: asyncio.Future[Any]) -> None:
    if not answer.done():
        answer.set_exception(Unavailable())
