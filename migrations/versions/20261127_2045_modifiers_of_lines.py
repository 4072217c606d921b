"""Products come with modifier groups, and may have an open price; a line keeps what was chosen with it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "8c4d17ea52b9"
down_revision: str | None = "b7d41e80c9f3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("products", sa.Column("modifier_groups", sa.ARRAY(sa.Uuid)))
    op.add_column("products", sa.Column("open_price", sa.Boolean, nullable=False, server_default="false"))
    op.create_check_constraint(
        op.f("products_modifier_groups_check"), "products", "cardinality(modifier_groups) BETWEEN 1 AND 20"
    )
    op.add_column("order_products", sa.Column("modifiers", JSONB))
    op.create_check_constraint(
        op.f("order_products_modifiers_check"), "order_products", "jsonb_typeof(modifiers) = 'array'"
    )
    # Nothing is found by it.
    op.execute("ALTER TABLE order_products ALTER COLUMN modifiers SET STATISTICS 0")


def downgrade() -> None:
    op.drop_column("order_products", "modifiers")
    for column in ("open_price", "modifier_groups"):
        op.drop_column("products", column)
