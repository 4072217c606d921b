"""The tables of orders and of their lines."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, SmallInteger, Table

from adapters.postgres.catalogue.tables import products
from adapters.postgres.kernel.metadata import check, is_a_name, metadata, minor_units, moment, text, uuid
from adapters.postgres.kernel.patterns import index_of_parts
from adapters.postgres.people.tables import users

orders: Final = Table(
    "orders",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    uuid("user_id"),
    text("customer_name"),
    minor_units("total_price"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    moment("created_at"),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "user_id"], [users.c.restaurant_id, users.c.id]),
    is_a_name("customer_name"),
    check("total_price", "total_price >= 1"),
    check("local_hour", "local_hour BETWEEN 0 AND 23"),
    # They walk lists newest first, any range of days, without a sort.
    Index("orders_by_day_idx", "restaurant_id", "business_date", "id"),
    Index("orders_of_a_waiter_by_day_idx", "restaurant_id", "user_id", "business_date", "id"),
    index_of_parts("orders_by_part_of_customer_idx", "customer_name"),
)

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
    PrimaryKeyConstraint("restaurant_id", "order_id", "position"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    ForeignKeyConstraint(["restaurant_id", "product_id"], [products.c.restaurant_id, products.c.id]),
    check("position", "position BETWEEN 0 AND 199"),
    is_a_name("product_name"),
    check("quantity", "quantity BETWEEN 1 AND 10000"),
    check("unit_price", "unit_price BETWEEN 1 AND 1000000000000"),
)

# Orders that no rollup has counted yet: what is new waits here, where no two orders share a row, as they share best
# sellers. A row says what its order came to, as orders never change: however many wait, only reports by product look at
# their lines. Rows come and go, so they are vacuumed often.
orders_to_roll_up: Final = Table(
    "orders_to_roll_up",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    uuid("user_id"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    moment("created_at"),
    Column("lines", SmallInteger, nullable=False),
    Column("quantity", Integer, nullable=False),
    minor_units("revenue"),
    PrimaryKeyConstraint("restaurant_id", "order_id"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000},
)
