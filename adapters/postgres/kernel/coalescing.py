"""Work that arrives together is done together."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from domain.kernel.errors import Busy, Unavailable

Item = TypeVar("Item")
Result = TypeVar("Result")

_PATIENCE: Final = 3.0
"""Seconds that a caller waits: one request may wait here after it has waited elsewhere, and five are to be the end."""
_LOOKS: Final = 16
"""How often, in the time that a caller has patience, it is looked whether somebody has run out of it."""


class Again(Exception):
    """In the place of a result: nothing was done for this member, which has to come after another of its batch."""


class _Member(NamedTuple, Generic[Item, Result]):
    """One caller: what it wants, where it waits for the answer, and since when."""

    item: Item
    answer: asyncio.Future[Result]
    since: float


class Coalescer(Generic[Item, Result]):
    """Collects what concurrent callers want, runs it as batches, and hands each caller its own result.

    A caller who is alone waits for nobody: its batch of one starts in the next turn of the event loop. While a batch
    is out, whatever arrives gathers for the next one. Coalescers that share a `turn` have one batch out among them.
    """

    def __init__(
        self,
        run: Callable[[Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        *,
        turn: asyncio.Lock | None = None,
        watch: Callable[[int, float], None] | None = None,
        unanswered: type[Unavailable] = Unavailable,
        largest: int = 64,
        longest_queue: int = 2048,
        patience: float = _PATIENCE,
    ) -> None:
        """Run batches of `largest` at most by `run`, and tell `watch` their size and how long the first has waited.

        It answers each member in its place, by an error where that member is refused, or refuses them all, and it comes
        to an end: nobody ends it. Whoever waits in vain for a batch that is out is told `unanswered`.
        """
        self._run = run
        self._turn = turn or asyncio.Lock()
        self._watch = watch
        self._unanswered = unanswered
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
        """Return what the batch answers to `item`.

        Raises what running `item` raises, also when it was refused along with others: then it has been tried apart
        from them. Raises `Unavailable` when the queue is full or closed, with nothing done. A caller that is cancelled
        while it waits in the queue is not run; once its batch is out, the batch runs to its end. Raises `Unavailable`
        too when its turn does not come in time, with nothing done, and `unanswered` when its batch hangs.
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
        """Take no more, and wait until everything taken is answered."""
        self._closed = True
        while self._worker is not None:
            _ = await asyncio.wait([self._worker])

    async def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        self._look_again_soon(loop)
        try:
            while self._queue or self._refused:
                async with self._turn:  # and only then look who is there: it gathers while others have their turn
                    if batch := self._next_batch(loop):
                        await self._answer(batch)
                # Whoever was just answered goes on first, and lines up for what comes next, here or for another's turn.
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
        while self._queue and len(batch) < self._largest:
            member = self._queue.popleft()
            if not member.answer.done():  # its caller still waits
                batch.append(member)
        if batch and self._watch:
            self._watch(len(batch), loop.time() - batch[0].since)
        return batch

    async def _answer(self, batch: Sequence[_Member[Item, Result]]) -> None:
        """Run a batch. If it is refused, some of it is tried apart from the rest."""
        self._out = batch
        try:
            results = await self._run([member.item for member in batch])
        except Exception as refusal:  # noqa: BLE001 - whatever it is, it is the callers' to hear
            # An outage leaves it unknown whether the batch was done, so only a refusal is tried again.
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
    # One is to blame, and found by halves. Each part in which somebody has to wait would wait as long, so whoever is
    # refused because of that is tried alone at once.
    size = 1 if isinstance(refusal, Busy) else (len(batch) + 1) // 2
    return [batch[start : start + size] for start in range(0, len(batch), size)]


def _refuse(members: Sequence[_Member[Item, Result]], refusal: Exception) -> None:
    for member in members:
        if not member.answer.done():
            member.answer.set_exception(refusal)
