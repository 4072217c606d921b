"""The table of sections."""

from typing import Final

from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint

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
