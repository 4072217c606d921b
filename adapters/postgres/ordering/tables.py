"""The tables of orders, of their lines, and of what was taken back of these.

What came later has a default, so that no row had to be written: old orders are open, their lines sent.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Uuid,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.catalogue.tables import products
from adapters.postgres.floor.tables import tables
from adapters.postgres.kernel.metadata import check, is_a_name, is_a_note, metadata, minor_units, moment, text, uuid
from adapters.postgres.kernel.patterns import index_of_parts
from adapters.postgres.people.tables import users

TO_MAKE: Final = literal_column("status IN ('sent', 'started') AND sent_at IS NOT NULL", Boolean)
READY: Final = literal_column("status = 'ready'", Boolean)
IS_VOIDED: Final = literal_column("voided > 0", Boolean)
"""Of a line: in part at least."""
orders: Final = Table(
    "orders",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    uuid("user_id"),
    text("customer_name"),
    minor_units("total_price"),
    Column("business_date", Date, nullable=False),
    moment("created_at"),
    Column("local_hour", SmallInteger, nullable=False),
    Column("version", BigInteger, nullable=False, server_default="1"),
    Column("status", String, nullable=False, server_default="open"),
    Column("number", Integer),
    Column("table_id", Uuid),
    Column("guests", SmallInteger),
    Column("note", String),
    Column("closed_at", DateTime(timezone=True)),
    Column("service_percent", Integer),
    Column("service_taxed", Boolean),
    Column("service_by_hand", Boolean),
    Column("billed", BigInteger),
    Column("paid", BigInteger),
    Column("received_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], [users.c.restaurant_id, users.c.id]),
    ForeignKeyConstraint(["restaurant_id", "table_id"], [tables.c.restaurant_id, tables.c.id]),
    is_a_name("customer_name"),
    check("total_price", "total_price >= 0"),
    check("status", "status IN ('open', 'closed', 'voided')"),
    is_a_note("note"),
    check("local_hour", "local_hour BETWEEN 0 AND 23"),
    check("service_percent", "service_percent BETWEEN 0 AND 1000000"),
    # Where nothing is on an order's account, both are NULL.
    check("paid", "paid BETWEEN 0 AND billed"),
    # They walk lists newest first, any range of days, without a sort.
    Index("orders_by_day_idx", "restaurant_id", "business_date", "id"),
    Index("orders_of_a_waiter_by_day_idx", "restaurant_id", "user_id", "business_date", "id"),
    Index("orders_by_status_idx", "restaurant_id", "status", "business_date", "id"),
    # What names no table, as most orders of some restaurants, is in none of these.
    Index(
        "orders_of_a_table_by_day_idx",
        *("restaurant_id", "table_id", "business_date", "id"),
        postgresql_where=literal_column("table_id IS NOT NULL"),
    ),
    Index(
        "orders_open_at_a_table_idx",
        *("restaurant_id", "table_id"),
        postgresql_where=literal_column("table_id IS NOT NULL AND status = 'open'"),
    ),
    index_of_parts("orders_by_part_of_customer_idx", "customer_name"),
)

CAME_AT: Final = func.coalesce(orders.c.received_at, orders.c.created_at)
"""When an order came in."""
IS_OPEN: Final = orders.c.status == literal_column("'open'", String)
"""As the index of open orders has it."""

order_products: Final = Table(
    "order_products",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    Column("position", SmallInteger, nullable=False),
    uuid("id"),
    uuid("product_id"),
    text("product_name"),
    Column("quantity", Integer, nullable=False),
    minor_units("unit_price"),
    Column("course", SmallInteger),
    Column("seat", SmallInteger),
    Column("note", String),
    Column("station_id", Uuid),
    Column("status", String, nullable=False, server_default="sent"),
    Column("round", SmallInteger, server_default="1"),
    Column("sent_at", DateTime(timezone=True)),
    Column("started_at", DateTime(timezone=True)),
    Column("ready_at", DateTime(timezone=True)),
    Column("served_at", DateTime(timezone=True)),
    Column("ordered_at", DateTime(timezone=True)),
    Column("sold_by", Uuid),
    Column("sold_on", Date),
    Column("sold_hour", SmallInteger),
    Column("voided", Integer, nullable=False, server_default="0"),
    Column("moved", Integer, nullable=False, server_default="0"),
    Column("moved_from", Uuid),
    Column("tax_category", String),
    Column("tax_name", String),
    Column("tax_percent", Integer),
    Column("tax_included", Boolean),
    Column("modifiers", JSONB),
    PrimaryKeyConstraint("restaurant_id", "order_id", "position"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    ForeignKeyConstraint(["restaurant_id", "product_id"], [products.c.restaurant_id, products.c.id]),
    check("position", "position BETWEEN 0 AND 199"),
    is_a_name("product_name"),
    check("quantity", "quantity BETWEEN 1 AND 10000"),
    check("unit_price", "unit_price BETWEEN 1 AND 1000000000000"),
    check("status", "status IN ('held', 'sent', 'started', 'ready', 'served', 'voided')"),
    check("tax", "num_nulls(tax_category, tax_name, tax_percent, tax_included) IN (0, 4)"),
    check("tax_percent", "tax_percent BETWEEN 0 AND 1000000"),
    check("modifiers", "jsonb_typeof(modifiers) = 'array'"),
    check("standing", "voided >= 0 AND moved >= 0 AND voided + moved <= quantity"),
    is_a_note("note"),
    # They walk a station's board, oldest first.
    Index("order_products_to_make_idx", "restaurant_id", "station_id", "sent_at", postgresql_where=TO_MAKE),
    Index("order_products_ready_idx", "restaurant_id", "station_id", "ready_at", postgresql_where=READY),
    # They lead to what was voided: by order, and by the day that it counts for, where that is not the order's.
    Index("order_products_voided_idx", "restaurant_id", "order_id", postgresql_where=IS_VOIDED),
    Index("order_products_voided_of_a_day_idx", "restaurant_id", "sold_on", postgresql_where=IS_VOIDED),
)

order_voids: Final = Table(
    "order_voids",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    uuid("id"),
    uuid("line_id"),
    Column("quantity", Integer, nullable=False),
    Column("reason", String, nullable=False),
    uuid("voided_by"),
    moment("created_at"),
    Column("approved_by", Uuid),
    PrimaryKeyConstraint("restaurant_id", "order_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    ForeignKeyConstraint(["restaurant_id", "voided_by"], [users.c.restaurant_id, users.c.id]),
    check("quantity", "quantity BETWEEN 1 AND 10000"),
    is_a_note("reason"),
)
