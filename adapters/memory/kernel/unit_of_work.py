"""The unit of work, in memory."""

from collections.abc import Callable
from typing import TypeVar

from application.kernel.unit_of_work import Companion, UnitOfWork

Undo = Callable[[], None]
Key = TypeVar("Key")
Value = TypeVar("Value")


class MemoryUnitOfWork(UnitOfWork):
    """Collects steps, each of which returns how to take it back, and takes them in one turn of the event loop."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], Undo]] = []
        self._companions: list[Companion] = []

    def beside(self, companion: Companion) -> None:
        self._companions.append(companion)

    def will(self, step: Callable[[], Undo]) -> None:
        """Take this step at commit. A step that raises has changed nothing."""
        self._steps.append(step)

    async def commit(self, outcome: object = None) -> None:
        """Take every step, or take back those taken."""
        for companion in self._companions:
            await companion(outcome)
        steps, self._steps = self._steps, []
        taken: list[Undo] = []
        try:
            for step in steps:
                taken.append(step())  # noqa: PERF401 - what was taken must be known when a later step raises
        except BaseException:
            for undo in reversed(taken):
                undo()
            raise

    async def confirm(self) -> None:
        """Return at once: what is in memory is never half there."""


def put(into: dict[Key, Value], key: Key, value: Value) -> Undo:
    """Put `value` under `key`, and return how to take that back."""
    if key in into:
        before = into[key]
        into[key] = value
        return lambda: into.__setitem__(key, before)
    into[key] = value
    return lambda: into.__delitem__(key)


def drop(out_of: dict[Key, Value], key: Key) -> Undo:
    """Drop what is under `key`, and return how to take that back."""
    before = out_of.pop(key)
    return lambda: out_of.__setitem__(key, before)


def both(*undos: Undo) -> Undo:
    """Return how to take all of these back, last first."""

    def undo() -> None:
        for each in reversed(undos):
            each()

    return undo
