"""The tables of what is on orders' accounts, and of what became of their bills.

Of payments, refunds and entries, rows only arrive.
"""

from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from adapters.postgres.kernel.metadata import check, is_a_name, is_a_note, metadata, minor_units, moment, text, uuid
from adapters.postgres.people.tables import users


def _of_an_order() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"])


def _by(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["restaurant_id", column], [users.c.restaurant_id, users.c.id])


# One that was taken off again stays: `removed_in` is the version of the order from which it is none.
order_discounts: Final = Table(
    "order_discounts",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    uuid("id"),
    Column("order_version", BigInteger, nullable=False),
    Column("removed_in", BigInteger),
    Column("percent", Integer),
    Column("amount", BigInteger),
    Column("line_ids", ARRAY(Uuid)),
    text("reason"),
    uuid("given_by"),
    moment("created_at"),
    Column("approved_by", Uuid),
    PrimaryKeyConstraint("restaurant_id", "order_id", "id"),
    _of_an_order(),
    _by("given_by"),
    check("off", "num_nulls(percent, amount) = 1"),
    check("percent", "percent BETWEEN 0 AND 1000000"),
    check("amount", "amount > 0"),
    is_a_note("reason"),
)

order_payments: Final = Table(
    "order_payments",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    uuid("id"),
    Column("order_version", BigInteger, nullable=False),
    text("method"),
    text("kind"),
    minor_units("amount"),
    minor_units("tip"),
    minor_units("rounding"),
    Column("tendered", BigInteger),
    Column("reference", String),
    uuid("taken_by"),
    moment("created_at"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "order_id", "id"),
    _of_an_order(),
    _by("taken_by"),
    is_a_name("method"),
    check("kind", "kind IN ('cash', 'card', 'other')"),
    check("amount", "amount >= 0 AND tip >= 0"),
    check("tendered", "tendered >= amount + tip"),
    is_a_note("reference"),
    Index("order_payments_by_day_idx", "restaurant_id", "business_date"),
)

order_refunds: Final = Table(
    "order_refunds",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    uuid("id"),
    Column("order_version", BigInteger, nullable=False),
    uuid("payment_id"),
    minor_units("amount"),
    text("reason"),
    uuid("given_by"),
    moment("created_at"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    Column("approved_by", Uuid),
    PrimaryKeyConstraint("restaurant_id", "order_id", "id"),
    _of_an_order(),
    ForeignKeyConstraint(
        ["restaurant_id", "order_id", "payment_id"],
        [order_payments.c.restaurant_id, order_payments.c.order_id, order_payments.c.id],
    ),
    _by("given_by"),
    check("amount", "amount > 0"),
    is_a_note("reason"),
    Index("order_refunds_by_day_idx", "restaurant_id", "business_date"),
)

# The numbers of receipts: from 1, without gaps. Whoever gives some locks the restaurant's row.
receipts: Final = Table(
    "receipts",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False),
    uuid("order_id"),
    PrimaryKeyConstraint("restaurant_id", "number"),
    UniqueConstraint("restaurant_id", "order_id"),
    _of_an_order(),
    check("number", "number >= 1"),
)

# By how much a bill says more, or less, of the line at a position than before, and for whose sale and day that counts.
# They are numbered from 0 where one version of the order brings several.
bill_entries: Final = Table(
    "bill_entries",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    Column("order_version", BigInteger, nullable=False),
    Column("number", SmallInteger, nullable=False),
    uuid("product_id"),
    uuid("user_id"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    Column("position", SmallInteger, nullable=False),
    minor_units("discount"),
    minor_units("service_charge"),
    minor_units("taxable"),
    minor_units("tax"),
    minor_units("added_tax"),
    minor_units("refund"),
    Column("tax_category", String),
    Column("tax_name", String),
    Column("tax_percent", Integer),
    Column("tax_included", Boolean),
    PrimaryKeyConstraint("restaurant_id", "order_id", "order_version", "number"),
    _of_an_order(),
    Index("bill_entries_by_day_idx", "restaurant_id", "business_date"),
)
