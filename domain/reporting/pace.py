"""How many lines a batch of rolling up has."""

from dataclasses import dataclass
from typing import Final, Self

from domain.kernel.errors import Unavailable

_MOST_LINES: Final = 4_000
_TRUSTED_AFTER: Final = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """The size of a batch in lines: a quarter after one that took too long, twice as many after ten in time."""

    lines: int = _MOST_LINES
    in_time: int = 0

    def after_it_was_in_time(self) -> Self:
        """Return the pace of the next batch: twice as many lines after ten batches in time."""
        if self.in_time + 1 < _TRUSTED_AFTER:
            return type(self)(self.lines, self.in_time + 1)
        return type(self)(min(2 * self.lines, _MOST_LINES))

    def after_it_was_too_much(self) -> Self:
        """Return the pace of the next batch: a quarter of the lines. Raises `Unavailable` where it was one."""
        if self.lines == 1:
            raise Unavailable
        return type(self)(max(self.lines // 4, 1))
