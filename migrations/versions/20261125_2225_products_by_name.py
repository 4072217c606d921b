"""An index that walks the catalogue in the order of its list."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e1d7b5a3c9f0"
down_revision: str | None = "a6f2c1d09e44"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("products_by_name_idx", "products", ["restaurant_id", sa.text('name COLLATE "C"')])


def downgrade() -> None:
    op.drop_index("products_by_name_idx", table_name="products")
