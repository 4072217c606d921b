"""How long the kitchen and the waiters take."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Self

from domain.kernel.ids import ProductId, StationId


class KitchenGroupBy(StrEnum):
    """What times in the kitchen are grouped by."""

    STATION = "station"
    HOUR = "hour"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many lines took some time, and whole seconds that half of them, nine in ten, and all took at most."""

    count: int = 0
    p50: int | None = None
    p90: int | None = None
    longest: int | None = None

    @classmethod
    def of(cls, seconds: Sequence[int]) -> Self:
        """Return the spread of these times: each of its figures is one of them."""
        if not seconds:
            return cls()
        in_order = sorted(seconds)
        # As `percentile_disc` of SQL has it: the first of which at least such a part is no longer.
        half, most = (in_order[ceil(part * len(in_order)) - 1] for part in (0.5, 0.9))
        return cls(count=len(in_order), p50=half, p90=most, longest=in_order[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class KitchenTimes:
    """How long lines waited to be started (or ready, where nobody said so), were made, and stood ready at the pass."""

    waiting: Spread = Spread()
    making: Spread = Spread()
    at_pass: Spread = Spread()


@dataclass(frozen=True, slots=True, kw_only=True)
class KitchenGroup:
    """The times of one group: an hour, 0 to 23, a product, or a station, None for the kitchen."""

    key: int | ProductId | StationId | None
    name: str | None = None
    times: KitchenTimes
