"""Items of concurrent callers, collected and run as one batch."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from domain.kernel.errors import Busy, Unavailable

Item = TypeVar("Item")
Result = TypeVar("Result")

_PATIENCE: Final = 3.0
"""Seconds that a caller waits here; it may have waited for something else before, and is answered within five."""
_LOOKS: Final = 16
"""How many times in those seconds callers that have waited too long are looked for."""


class Again(Exception):
    """Returned in place of a result: nothing was done for this item, which has to run after another of its batch."""


class _Member(NamedTuple, Generic[Item, Result]):
    """One caller: its item, the future on which it waits, and the loop's time when it came."""

    item: Item
    answer: asyncio.Future[Result]
    since: float


class Coalescer(Generic[Item, Result]):
    """Queues the items of concurrent callers, runs them as batches, and returns to each caller its own result.

    An item that comes alone waits for no other: its batch of one starts in the next turn of the event loop. What comes
    while a batch runs is the next one. Of all coalescers that share the lock `turn`, one runs a batch at a time.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        *,
        turn: asyncio.Lock | None = None,
        watch: Callable[[int, float], None] | None = None,
        unanswered: type[Unavailable] = Unavailable,
        alike: Callable[[Item], object] | None = None,
        largest: int = 64,
        longest_queue: int = 2048,
        patience: float = _PATIENCE,
    ) -> None:
        """Have `run` do up to `largest` items at a time; `watch` hears how many, and the first's seconds of waiting.

        `run` returns a result for each item, in their order, an exception for one that is refused, or raises to refuse
        all. It is never cancelled, so it has to end by itself. Callers whose batch runs for longer than `patience`, in
        seconds, get `unanswered`. Where there is `alike`, a batch has only items for which that returns the same as for
        the first in the queue.
        """
        self._run = run
        self._turn = turn or asyncio.Lock()
        self._watch = watch
        self._unanswered = unanswered
        self._alike = alike
        self._largest = largest
        self._longest_queue = longest_queue
        self._queue: deque[_Member[Item, Result]] = deque()
        self._refused: deque[Sequence[_Member[Item, Result]]] = deque()
        self._out: Sequence[_Member[Item, Result]] = ()
        self._worker: asyncio.Task[None] | None = None
        self._patience = patience
        self._looks: asyncio.TimerHandle | None = None
        self._closed = False

    async def __call__(self, item: Item) -> Result:
        """Return the result of `item`, or raise its exception.

        When a batch is refused as a whole, its items run again in smaller ones, so that each hears only of itself.
        Raises `Unavailable`, with nothing done, when the queue is full or closed, or the item was still in it after
        `patience`; and `unanswered` when its batch was running by then. A caller that is cancelled while its item is
        in the queue takes it out; a batch that runs goes on.
        """
        if self._closed or len(self._queue) >= self._longest_queue:
            raise Unavailable
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Result] = loop.create_future()
        self._queue.append(_Member(item, answer, loop.time()))
        if self._worker is None:
            self._worker = loop.create_task(self._work(loop))
        return await answer

    async def close(self) -> None:
        """Take no more items, and return when every caller has its result."""
        self._closed = True
        while self._worker is not None:
            _ = await asyncio.wait([self._worker])

    async def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        self._look_again_soon(loop)
        try:
            while self._queue or self._refused:
                async with self._turn:  # the batch is made only now: items came while the lock was awaited
                    if batch := self._next_batch(loop):
                        await self._answer(batch)
                # Callers with results run before the next batch is made: their next items, or those of another
                # coalescer, are then in it.
                await asyncio.sleep(0)
                await asyncio.sleep(0)
        finally:
            self._worker = None
            if self._looks is not None:
                self._looks.cancel()

    def _next_batch(self, loop: asyncio.AbstractEventLoop) -> Sequence[_Member[Item, Result]]:
        if self._refused:
            return [member for member in self._refused.popleft() if not member.answer.done()]
        batch: list[_Member[Item, Result]] = []
        others: list[_Member[Item, Result]] = []
        while self._queue and len(batch) < self._largest:
            member = self._queue.popleft()
            if not member.answer.done():  # otherwise its caller was cancelled, or told that it took too long
                fits = not (batch and self._alike) or self._alike(member.item) == self._alike(batch[0].item)
                (batch if fits else others).append(member)
        self._queue.extendleft(reversed(others))
        if batch and self._watch:
            self._watch(len(batch), loop.time() - batch[0].since)
        return batch

    async def _answer(self, batch: Sequence[_Member[Item, Result]]) -> None:
        """Run a batch. If it is refused as a whole, queue its parts."""
        self._out = batch
        try:
            results = await self._run([member.item for member in batch])
        except Exception as refusal:  # noqa: BLE001 - whatever it is, it is the callers' to hear
            # After an outage nobody knows whether the batch was done, so it is not run again.
            if len(batch) == 1 or isinstance(refusal, Unavailable):
                _refuse(batch, refusal)
            else:
                self._refused.extendleft(reversed(_apart(batch, refusal)))
        else:
            self._hand_out(batch, results)
        finally:
            self._out = ()

    def _hand_out(self, batch: Sequence[_Member[Item, Result]], results: Sequence[Result | Exception]) -> None:
        again: list[_Member[Item, Result]] = []
        for member, result in zip(batch, results, strict=True):
            if isinstance(result, Again):
                again.append(member)
            elif isinstance(result, Exception):
                _refuse([member], result)
            elif not member.answer.done():
                member.answer.set_result(result)
        self._queue.extendleft(reversed(again))

    def _look_again_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        self._looks = loop.call_later(self._patience / _LOOKS, self._give_up_on_the_late, loop)

    def _give_up_on_the_late(self, loop: asyncio.AbstractEventLoop) -> None:
        late = loop.time() - self._patience
        _refuse([member for member in self._out if member.since <= late], self._unanswered())
        waiting = (member for several in (*self._refused, self._queue) for member in several)
        _refuse([member for member in waiting if member.since <= late], Unavailable())
        self._look_again_soon(loop)


def _apart(batch: Sequence[_Member[Item, Result]], refusal: Exception) -> Sequence[Sequence[_Member[Item, Result]]]:
    # The item to blame is found by halving. Not where a lock timed out: each half with that item would wait for it as
    # long again, so all run one by one at once.
    size = 1 if isinstance(refusal, Busy) else (len(batch) + 1) // 2
    return [batch[start : start + size] for start in range(0, len(batch), size)]


def _refuse(members: Sequence[_Member[Item, Result]], refusal: Exception) -> None:
    for member in members:
        if not member.answer.done():
            member.answer.set_exception(refusal)
