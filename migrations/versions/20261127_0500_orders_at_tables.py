"""Orders at tables: which of the restaurant's it is, and what lists by table and by status are read by.

The indexes are made, and the reference is checked, while orders are placed.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "d2f85b1c7a94"
down_revision: str | None = "e4b71d92c5a8"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEXES: Final[Mapping[str, tuple[list[str], str | None]]] = {
    "orders_by_status_idx": (["restaurant_id", "status", "business_date", "id"], None),
    "orders_of_a_table_by_day_idx": (["restaurant_id", "table_id", "business_date", "id"], "table_id IS NOT NULL"),
    "orders_open_at_a_table_idx": (["restaurant_id", "table_id"], "table_id IS NOT NULL AND status = 'open'"),
}


def upgrade() -> None:
    op.execute(
        "ALTER TABLE orders ADD CONSTRAINT orders_tables_fkey "
        "FOREIGN KEY (restaurant_id, table_id) REFERENCES tables (restaurant_id, id) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE orders VALIDATE CONSTRAINT orders_tables_fkey")
        for name, (columns, where) in _INDEXES.items():
            op.create_index(
                name,
                "orders",
                columns,
                postgresql_where=None if where is None else sa.text(where),
                postgresql_concurrently=True,
            )


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, table_name="orders")
    op.drop_constraint(op.f("orders_tables_fkey"), "orders")
