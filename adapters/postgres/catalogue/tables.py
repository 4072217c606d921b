"""The tables of stations, of modifier groups and of products."""

from typing import Final

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
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
from sqlalchemy import (
    text as sql,
)

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, minor_units, moment, text, uuid, version
from adapters.postgres.kernel.patterns import index_of_parts

stations: Final = Table(
    "stations",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "name", name="stations_name_key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    is_a_name("name"),
    check("version", "version >= 1"),
)

modifier_groups: Final = Table(
    "modifier_groups",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    Column("least", SmallInteger, nullable=False),
    Column("most", SmallInteger, nullable=False),
    version(),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "name", name="modifier_groups_name_key"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    is_a_name("name"),
    check("bounds", "least BETWEEN 0 AND most AND most BETWEEN 1 AND 50"),
    check("version", "version >= 1"),
)

modifiers: Final = Table(
    "modifiers",
    metadata,
    uuid("restaurant_id"),
    uuid("group_id"),
    uuid("id"),
    Column("position", SmallInteger, nullable=False),
    text("name"),
    minor_units("price"),
    Column("currency", String(3), nullable=False),
    PrimaryKeyConstraint("restaurant_id", "group_id", "id"),
    ForeignKeyConstraint(["restaurant_id", "group_id"], [modifier_groups.c.restaurant_id, modifier_groups.c.id]),
    # With the currency, as products have it.
    ForeignKeyConstraint(["restaurant_id", "currency"], ["restaurants.id", "restaurants.currency"]),
    is_a_name("name"),
    check("position", "position BETWEEN 0 AND 49"),
    check("price", "price BETWEEN -1000000000000 AND 1000000000000"),
)

products: Final = Table(
    "products",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("name"),
    minor_units("price"),
    Column("available", Boolean, nullable=False),
    moment("created_at"),
    version(),
    Column("currency", String(3), nullable=False),
    Column("category", String),
    Column("station_id", Uuid),
    Column("stock", Integer),
    Column("tax", String),
    # In order. No key can refer out of a list: whoever writes one has locked the groups.
    Column("modifier_groups", ARRAY(Uuid)),
    Column("open_price", Boolean, nullable=False, server_default="false"),
    PrimaryKeyConstraint("restaurant_id", "id"),
    UniqueConstraint("restaurant_id", "name", name="products_name_key"),
    # With the currency: as long as there is a product, its restaurant keeps the one that the price is in.
    ForeignKeyConstraint(["restaurant_id", "currency"], ["restaurants.id", "restaurants.currency"]),
    ForeignKeyConstraint(["restaurant_id", "station_id"], [stations.c.restaurant_id, stations.c.id]),
    is_a_name("name"),
    is_a_name("category"),
    is_a_name("tax"),
    check("stock", "stock >= 0"),
    check("modifier_groups", "cardinality(modifier_groups) BETWEEN 1 AND 20"),
    check("price", "price BETWEEN 1 AND 1000000000000"),
    check("version", "version >= 1"),
    # Walks the list in its order, that of code points: its migration says COLLATE "C", which is not compared.
    Index("products_by_name_idx", "restaurant_id", "name"),
    # The same for one category. What orders bring along has none, and so is not in it.
    Index(
        "products_by_category_idx",
        "restaurant_id",
        "category",
        "name",
        postgresql_where=sql("category IS NOT NULL"),
    ),
    index_of_parts("products_by_part_of_name_idx", "name"),
)

# Products that are in no count yet: what is new waits here, where no two products share a row, as they would share that
# of their number.
products_to_count: Final = Table(
    "products_to_count",
    metadata,
    uuid("restaurant_id"),
    uuid("product_id"),
    PrimaryKeyConstraint("restaurant_id", "product_id"),
    ForeignKeyConstraint(["restaurant_id", "product_id"], ["products.restaurant_id", "products.id"]),
    postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 1_000},
)
