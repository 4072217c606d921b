"""The unit of work, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from application.kernel.unit_of_work import Change, T, UnitOfWork

Undo = Callable[[], None]
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Step(Change):
    """A change to what is in memory: `take` makes it and returns how to take it back. If it raises, nothing changed."""

    take: Callable[[], Undo]


class MemoryUnitOfWork(UnitOfWork):
    """Takes steps in one turn of the event loop."""

    async def commit(self, outcome: T, *changes: Change) -> T:
        """Take every step, or take back those taken."""
        _ = all_of(cast("tuple[Step, ...]", changes))  # the ports of this package make no others
        return outcome

    async def confirm(self) -> None:
        """Return at once: nothing in memory is ever waiting to be durable."""


def all_of(steps: Sequence[Step]) -> Undo:
    """Take every step, or take back those taken, and return how to take all of them back."""
    taken: list[Undo] = []
    try:
        for step in steps:
            taken.append(step.take())  # noqa: PERF401 - what was taken must be known when a later step raises
    except BaseException:
        both(*taken)()
        raise
    return both(*taken)


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
