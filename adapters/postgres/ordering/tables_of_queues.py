"""The queues of what happened to orders that no sums have counted yet."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
)

from adapters.postgres.kernel.metadata import metadata, minor_units, moment, uuid

_VACUUMED_OFTEN: Final = {"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000}
"""For queues, whose rows come and go."""

# What was ordered that no rollup has counted yet: what is new waits here, where no two orders share a row, as they
# share best sellers. A row is the lines of an order from a position on, those of placing or of one addition, and says
# what they came to, as that never changes: however many wait, only reports by product look at the lines.
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
    Column("first_position", SmallInteger, nullable=False, server_default="0"),
    Column("orders", SmallInteger, nullable=False, server_default="1"),
    PrimaryKeyConstraint("restaurant_id", "order_id", "first_position"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    postgresql_with=_VACUUMED_OFTEN,
)

# Which orders were closed since receipts were numbered: more than once, those that were opened again meanwhile.
receipts_to_number: Final = Table(
    "receipts_to_number",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    Column("order_version", BigInteger, nullable=False),
    moment("closed_at"),
    PrimaryKeyConstraint("restaurant_id", "order_id", "order_version"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    postgresql_with=_VACUUMED_OFTEN,
)

# Which orders were handed over since a rollup counted them, each row one handing over: from whose orders to whose.
handovers_to_roll_up: Final = Table(
    "handovers_to_roll_up",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    Column("order_version", BigInteger, nullable=False),
    uuid("former_user_id"),
    uuid("user_id"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    PrimaryKeyConstraint("restaurant_id", "order_id", "order_version"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    postgresql_with=_VACUUMED_OFTEN,
)

# What was taken back that no rollup has taken off yet, each row of one line.
voids_to_roll_up: Final = Table(
    "voids_to_roll_up",
    metadata,
    uuid("restaurant_id"),
    uuid("void_id"),
    uuid("order_id"),
    uuid("user_id"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    moment("created_at"),
    uuid("product_id"),
    Column("quantity", Integer, nullable=False),
    minor_units("revenue"),
    PrimaryKeyConstraint("restaurant_id", "void_id"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    postgresql_with=_VACUUMED_OFTEN,
)

# What was taken off bills, and given back, that no rollup has counted yet, each row of one line.
bill_entries_to_roll_up: Final = Table(
    "bill_entries_to_roll_up",
    metadata,
    uuid("restaurant_id"),
    uuid("order_id"),
    Column("order_version", BigInteger, nullable=False),
    Column("number", SmallInteger, nullable=False),
    uuid("product_id"),
    uuid("user_id"),
    Column("business_date", Date, nullable=False),
    Column("local_hour", SmallInteger, nullable=False),
    minor_units("discount"),
    minor_units("refund"),
    PrimaryKeyConstraint("restaurant_id", "order_id", "order_version", "number"),
    ForeignKeyConstraint(["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"]),
    postgresql_with=_VACUUMED_OFTEN,
)
