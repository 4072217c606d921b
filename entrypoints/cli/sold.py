"""What a dinner service that is played sold: as it was ordered, and as the report says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec
from rich.table import Table

from entrypoints.cli.client import Client
from entrypoints.cli.refusal import Refusal


class Sold(msgspec.Struct, frozen=True):
    """How many of a product, and what they came to."""

    total_quantity: int
    total_price: Decimal

    def __add__(self, other: "Sold") -> "Sold":
        """Return both together."""
        return Sold(self.total_quantity + other.total_quantity, self.total_price + other.total_price)


NOTHING_SOLD = Sold(0, Decimal(0))


class _Row(Sold, frozen=True):
    product_name: str


class _Report(msgspec.Struct):
    products: list[_Row]


class _Reported(msgspec.Struct):
    report: _Report


def added_up(sales: Iterable[tuple[str, Sold]]) -> Mapping[str, Sold]:
    """Return what was sold of each product."""
    sold = defaultdict[str, Sold](lambda: NOTHING_SOLD)
    for name, each in sales:
        sold[name] += each
    return sold


def reported(manager: Client, staff: Iterable[str]) -> Mapping[str, Sold]:
    """Add up the reports of these waiters. They are new: before tonight they had sold nothing."""
    return added_up(
        (row.product_name, row)
        for waiter in staff
        for row in manager.get(f"/api/reports/products?waiter={waiter}", _Reported).report.products
    )


def ensure_equal(ordered: Mapping[str, Sold], reported: Mapping[str, Sold]) -> None:
    """Refuse when the report says anything else than what was ordered."""
    for name in sorted({*ordered, *reported}):
        expected, actual = ordered.get(name, NOTHING_SOLD), reported.get(name, NOTHING_SOLD)
        if (expected.total_quantity, expected.total_price) != (actual.total_quantity, actual.total_price):
            raise Refusal(
                f"the report is wrong about {name}: ordered {expected.total_quantity} for {expected.total_price}, "
                f"reported {actual.total_quantity} for {actual.total_price}"
            )


def total(sold: Mapping[str, Sold]) -> Sold:
    """Return what all products together came to."""
    return sum(sold.values(), NOTHING_SOLD)


def table_of_products(sold: Mapping[str, Sold]) -> Table:
    """Return what was sold, to print."""
    everything = total(sold)
    table = Table(title="What the evening sold", show_footer=True)
    table.add_column("Product", footer="Everything")
    table.add_column("Sold", footer=f"{everything.total_quantity:,}", justify="right")
    table.add_column("Revenue", footer=f"{everything.total_price:,}", justify="right")
    for name, each in sorted(sold.items(), key=lambda item: (-item[1].total_quantity, item[0])):
        table.add_row(name, f"{each.total_quantity:,}", f"{each.total_price:,}")
    return table
