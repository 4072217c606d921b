"""Storing the sums of a month together once it is over: its products were first sold one by one, among everybody's.

A report of a year reads the twelve months of each product. Rows that lie where they came in, each on a page of its own
where there are many restaurants, are as many pages to read; in the order of their keys a hundred share a page.
"""

from typing import Final

from sqlalchemy import Date, bindparam, case, delete, func, literal_column, select

from adapters.postgres.reporting import queues
from adapters.postgres.reporting.sold import EVERYBODY_SQL, RESTAURANT
from adapters.postgres.reporting.sum_tables import filling, month_of
from adapters.postgres.reporting.tables import sales_by_hour, sales_by_product

_BEGUN: Final = select(func.max(month_of(queues.TAKEN.c.business_date))).scalar_subquery()
_LATEST: Final = (
    select(sales_by_hour.c.starts_on)
    .where(
        sales_by_hour.c.restaurant_id == RESTAURANT,
        sales_by_hour.c.user_id == EVERYBODY_SQL,
        sales_by_hour.c.span == literal_column("'month'"),
    )
    .order_by(sales_by_hour.c.starts_on.desc())
    .limit(1)
    .scalar_subquery()
)
OVER: Final = case((_BEGUN > _LATEST, _LATEST)).label("over")
"""The latest month with sums, where the batch begins a later one; else NULL."""

_ROWS: Final = (
    delete(sales_by_product)
    .where(
        sales_by_product.c.restaurant_id == RESTAURANT,
        sales_by_product.c.user_id == EVERYBODY_SQL,
        sales_by_product.c.span == literal_column("'month'"),
        sales_by_product.c.starts_on == bindparam("month", type_=Date),
    )
    .returning(sales_by_product)
    .cte("month_over")
)
_OTHERS: Final = [each for each in _ROWS.c if each.name != "restaurant_id"]
STORE_TOGETHER: Final = filling(sales_by_product, select(RESTAURANT.label("restaurant_id"), *_OTHERS))
"""Deletes everybody's sums of `month` by product, and inserts them in the order of their keys."""
