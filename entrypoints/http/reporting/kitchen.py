"""What the kitchen report answers."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Self

import msgspec
from msgspec.structs import astuple

from application.kernel.pieces import in_pieces
from application.reporting.kitchen_timings import GroupedTimes
from domain.kernel.period import Period
from domain.reporting.kitchen_times import KitchenGroup, KitchenGroupBy, KitchenTimes, Spread
from entrypoints.http.reporting.tables import Cell, Table


class SpreadView(msgspec.Struct, frozen=True):
    """How many lines took some time, and whole seconds that half of them, nine in ten, and all took at most."""

    count: int
    p50: int | None
    p90: int | None
    longest: int | None

    @classmethod
    def of(cls, spread: Spread) -> Self:
        """Show a spread."""
        return cls(spread.count, spread.p50, spread.p90, spread.longest)


class TimesView(msgspec.Struct, frozen=True):
    """How long lines waited until they were started, were made until they were ready, and then stood at the pass.

    What nobody said was started waited until it was ready.
    """

    waiting: SpreadView
    making: SpreadView
    at_pass: SpreadView

    @classmethod
    def of(cls, times: KitchenTimes) -> Self:
        """Show times."""
        return cls(SpreadView.of(times.waiting), SpreadView.of(times.making), SpreadView.of(times.at_pass))

    def cells(self) -> Iterator[Cell]:
        """Yield the figures, as a row of a table has them."""
        for spread in (self.waiting, self.making, self.at_pass):
            yield from astuple(spread)


class KitchenGroupView(msgspec.Struct, frozen=True):
    """The times of one group: a station, an hour (0 to 23) or a product.

    The kitchen, which makes what has no station, is a group without a name.
    """

    group: str | None
    name: str | None
    times: TimesView

    @classmethod
    def of(cls, group: KitchenGroup) -> Self:
        """Show a group."""
        key = None if group.key is None else str(group.key)
        name = f"{group.key:02}:00" if isinstance(group.key, int) else group.name
        return cls(key, name, TimesView.of(group.times))


class KitchenView(msgspec.Struct, frozen=True):
    """How long the kitchen took in a range of business days. Groups of which nothing was made are left out."""

    start_date: date | None
    end_date: date | None
    group_by: KitchenGroupBy
    groups: list[KitchenGroupView]
    total: TimesView


class KitchenReported(msgspec.Struct, frozen=True):
    """The kitchen report."""

    report: KitchenView

    @classmethod
    async def of(cls, times: GroupedTimes, group_by: KitchenGroupBy, period: Period) -> Self:
        """Show the report."""
        groups = await in_pieces(times.groups, KitchenGroupView.of)
        return cls(KitchenView(period.start, period.end, group_by, groups, TimesView.of(times.total)))

    def as_table(self) -> Table:
        """Return the groups, a column a figure."""
        columns = [f"{times}_{figure}" for times in ("waiting", "making", "at_pass") for figure in _FIGURES]
        rows = [(each.group, each.name, *each.times.cells()) for each in self.report.groups]
        return Table(f"kitchen-by-{self.report.group_by}", ("group", "name", *columns), rows, 0)


_FIGURES: Final = SpreadView.__struct_fields__
_TIMES: Final = {
    "waiting": {"count": 120, "p50": 95, "p90": 310, "longest": 1040},
    "making": {"count": 118, "p50": 240, "p90": 600, "longest": 1505},
    "at_pass": {"count": 117, "p50": 45, "p90": 120, "longest": 400},
}
KITCHEN_EXAMPLE: Final = {
    "start_date": "2026-11-01",
    "end_date": "2026-11-30",
    "group_by": "station",
    "groups": [{"group": "01937b1e-7c00-7000-8000-000000000005", "name": "Bar", "times": _TIMES}],
    "total": _TIMES,
}
