"""What became of bills as rows, and the taxes of lines."""

from typing import Final

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.rows import Values
from domain.billing.charges import Tax
from domain.billing.percent import Percent
from domain.kernel.ids import RestaurantId
from domain.ordering.billed import BillEntry
from domain.ordering.order import Order


def entry_row(restaurant: RestaurantId, order: Order, number: int, entry: BillEntry) -> Values:
    """Return the row of what this version of the order makes of a line's bill."""
    return {
        **_entry_key(restaurant, order, number, entry),
        "position": entry.position,
        **entry.more._asdict(),
        **tax_columns(entry.tax),
    }


def waiting_entry(restaurant: RestaurantId, order: Order, number: int, entry: BillEntry) -> Values:
    """Return the row of an entry in the queue of those to roll up."""
    return {
        **_entry_key(restaurant, order, number, entry),
        "discount": entry.more.discount,
        "refund": entry.more.refund,
    }


def _entry_key(restaurant: RestaurantId, order: Order, number: int, entry: BillEntry) -> Values:
    return {
        "restaurant_id": restaurant,
        "order_id": order.id,
        "order_version": order.version,
        "number": number,
        "product_id": entry.product,
        "user_id": entry.sale.waiter,
        "business_date": entry.sale.business_date,
        "local_hour": entry.sale.local_hour,
    }


def tax_columns(tax: Tax | None) -> Values:
    """Return a tax as columns: nothing of it where there is none."""
    if tax is None:
        return _UNTAXED
    return {
        "tax_category": tax.category,
        "tax_name": tax.name,
        "tax_percent": tax.percent.millionths,
        "tax_included": tax.included,
    }


_UNTAXED: Final[Values] = dict.fromkeys(("tax_category", "tax_name", "tax_percent", "tax_included"))


def tax_of(row: Row) -> Tax | None:
    """Return the tax that a row has."""
    if row.tax_category is None:
        return None
    return Tax(row.tax_category, row.tax_name, Percent(row.tax_percent), row.tax_included)
