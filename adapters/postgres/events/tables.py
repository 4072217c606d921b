"""The tables of the log of events."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table

from adapters.postgres.kernel.metadata import metadata, uuid
from adapters.postgres.kernel.tables import what_happened

events: Final = Table(
    "events",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False, autoincrement=False),
    uuid("about_id"),
    Column("about_version", BigInteger, nullable=False),
    uuid("id"),
    *what_happened(),
    PrimaryKeyConstraint("restaurant_id", "number"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    Index("events_by_what_they_are_about_idx", "restaurant_id", "about_id", "number"),
)

# How far each restaurant's log goes: `number` is the last that was given, `readable` the last that is known to be as
# durable as a commit has to be. Whoever numbers locks the row.
event_heads: Final = Table(
    "event_heads",
    metadata,
    uuid("restaurant_id"),
    Column("number", BigInteger, nullable=False),
    Column("readable", BigInteger, nullable=False),
    PrimaryKeyConstraint("restaurant_id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    postgresql_with={"fillfactor": 50},
)
