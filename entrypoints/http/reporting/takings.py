"""What the takings report answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, Self

import msgspec
from msgspec.structs import astuple

from domain.billing.takings import Difference, Figures, Takings
from domain.kernel.money import Currency
from domain.kernel.period import Period
from entrypoints.http.reporting.figures import FIGURES_EXAMPLE, FiguresView
from entrypoints.http.reporting.tables import Table


class TakingsGroupBy(StrEnum):
    """What takings are grouped by."""

    DAY = "day"
    METHOD = "method"
    WAITER = "waiter"
    TAX_RATE = "tax_rate"


class TakingsGroupView(msgspec.Struct, frozen=True):
    """What was taken in one group: on a day, by a payment method, by a waiter, or at a tax rate.

    Of a method, only money is known; of a rate, the tax and, as `gross`, what it was computed on.
    """

    group: str
    name: str
    figures: FiguresView


class DifferenceView(msgspec.Struct, frozen=True):
    """Something that the books say in two ways; amounts are in minor units."""

    what: str
    said: str
    found: str


class Reconciled(msgspec.Struct, frozen=True):
    """How often the books differ on a range of business days, and where."""

    differences: int
    found: list[DifferenceView]

    @classmethod
    def of(cls, found: Sequence[Difference]) -> Self:
        """Show what differs."""
        return cls(len(found), [DifferenceView(each.what, each.said, each.found) for each in found])


class TakingsView(msgspec.Struct, frozen=True):
    """What was taken on a range of business days."""

    start_date: date | None
    end_date: date | None
    group_by: TakingsGroupBy
    groups: list[TakingsGroupView]
    total: FiguresView


class TakingsReported(msgspec.Struct, frozen=True):
    """The takings report."""

    report: TakingsView

    @classmethod
    def of(cls, takings: Takings, period: Period, group_by: TakingsGroupBy, currency: Currency) -> Self:
        """Show the report."""
        groups = [
            TakingsGroupView(group, name, FiguresView.of(figures, currency))
            for group, name, figures in _grouped(takings, group_by)
        ]
        groups.sort(key=lambda each: (each.name, each.group))
        total = FiguresView.of(takings.total, currency)
        return cls(TakingsView(period.start, period.end, group_by, groups, total))

    def as_table(self, currency: Currency) -> Table:
        """Return the groups, under the names they have in JSON."""
        shown = self.report
        columns = ("group", "name", *FiguresView.__struct_fields__)
        rows = [(each.group, each.name, *astuple(each.figures)) for each in shown.groups]
        return Table(f"takings-by-{shown.group_by}", columns, rows, currency.decimals)


def _grouped(takings: Takings, group_by: TakingsGroupBy) -> Iterator[tuple[str, str, Figures]]:
    match group_by:
        case TakingsGroupBy.DAY:
            for day, figures in takings.days.items():
                yield str(day), str(day), figures
        case TakingsGroupBy.METHOD:
            for method, figures in takings.methods.items():
                yield method.kind, method.name, figures
        case TakingsGroupBy.WAITER:
            for waiter, figures in takings.waiters.items():
                yield str(waiter.id), waiter.name, figures
        case TakingsGroupBy.TAX_RATE:
            for tax, taxed in takings.taxes.items():
                name = f"{tax.name} {tax.percent.number.normalize():f}% ({'included' if tax.included else 'added'})"
                yield tax.category, name, Figures(gross=taxed.base, tax=taxed.tax)


TAKINGS_EXAMPLE: Final = {
    "start_date": "2026-11-20",
    "end_date": "2026-11-20",
    "group_by": "day",
    "groups": [{"group": "2026-11-20", "name": "2026-11-20", "figures": FIGURES_EXAMPLE}],
    "total": FIGURES_EXAMPLE,
}
RECONCILED_EXAMPLE: Final[Mapping[str, object]] = {"differences": 0, "found": []}
