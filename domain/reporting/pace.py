"""How much is added up at once."""

from dataclasses import dataclass
from typing import Final, Self

from domain.kernel.errors import Unavailable

_MOST_LINES: Final = 4_000
_TRUSTED_AFTER: Final = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """How many lines are counted at once: fewer after what was too much, more again after several that were not."""

    lines: int = _MOST_LINES
    in_time: int = 0

    def after_it_was_in_time(self) -> Self:
        """Return the pace that follows: twice as much after ten batches."""
        if self.in_time + 1 < _TRUSTED_AFTER:
            return type(self)(self.lines, self.in_time + 1)
        return type(self)(min(2 * self.lines, _MOST_LINES))

    def after_it_was_too_much(self) -> Self:
        """Return the pace that follows, a quarter, or raise `Unavailable` where that was the least there is."""
        if self.lines == 1:
            raise Unavailable
        return type(self)(max(self.lines // 4, 1))
