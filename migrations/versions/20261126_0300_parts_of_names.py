"""Indexes that find orders by a part of the customer's name, and products by a part of theirs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "3f8ac60d17b2"
down_revision: str | None = "e1d7b5a3c9f0"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    _index("orders_by_part_of_customer_idx", "orders", "customer_name")
    _index("products_by_part_of_name_idx", "products", "name")
    # Or PostgreSQL would not know for long what letters there are, and walk through everything for a rare name. Of an
    # empty table it would remember that it is empty, and plan accordingly while the table grows.
    for table in ("orders", "products"):
        op.execute(f"DO $$ BEGIN IF EXISTS (SELECT FROM {table}) THEN ANALYZE {table}; END IF; END $$")


def _index(name: str, table: str, column: str) -> None:
    op.create_index(
        name,
        table,
        [sa.text(f"lower({column}) gin_trgm_ops")],
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 1024},
    )


def downgrade() -> None:
    # The extension stays: others may have come to use it.
    op.drop_index("products_by_part_of_name_idx", table_name="products")
    op.drop_index("orders_by_part_of_customer_idx", table_name="orders")
