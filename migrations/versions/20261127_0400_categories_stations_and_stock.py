"""Products have a category, a station where they are made, and a stock, or none of these."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "f19d3a7c52e8"
down_revision: str | None = "e7a15c92d048"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_RULES = {
    "products_category_check": "CHECK (char_length(category) BETWEEN 1 AND 120 AND category !~ '[[:cntrl:]]'"
    " AND category = btrim(category))",
    "products_stock_check": "CHECK (stock >= 0)",
    "products_stations_fkey": "FOREIGN KEY (restaurant_id, station_id) REFERENCES stations (restaurant_id, id)",
}


def upgrade() -> None:
    op.add_column("products", sa.Column("category", sa.String(), nullable=True))
    op.add_column("products", sa.Column("station_id", sa.Uuid(), nullable=True))
    op.add_column("products", sa.Column("stock", sa.Integer(), nullable=True))
    for name, rule in _RULES.items():
        op.execute(f"ALTER TABLE products ADD CONSTRAINT {name} {rule}")
    op.create_index(
        "products_by_category_idx",
        "products",
        ["restaurant_id", "category", sa.text('name COLLATE "C"')],
        postgresql_where=sa.text("category IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("products_by_category_idx", table_name="products")
    for name in reversed(_RULES):
        op.drop_constraint(name, "products")
    for column in ("stock", "station_id", "category"):
        op.drop_column("products", column)
