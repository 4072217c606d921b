"""What PostgreSQL calls tables: those of sections, and of where guests sit."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import (
    text as sql,
)

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, text, uuid, version

sections: Final = Table(
    "sections",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "name", name="sections_name_key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    is_a_name("name"),
    check("version", "version >= 1"),
)

tables: Final = Table(
    "tables",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    Column("section_id", Uuid),
    Column("seats", Integer),
    Column("is_open", Boolean, nullable=False),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    ForeignKeyConstraint(["restaurant_id", "section_id"], [sections.c.restaurant_id, sections.c.id]),
    # The name of a closed table is free.
    Index("tables_name_key", "restaurant_id", "name", unique=True, postgresql_where=sql("is_open")),
    is_a_name("name"),
    check("seats", "seats BETWEEN 1 AND 1000"),
    check("version", "version >= 1"),
)
