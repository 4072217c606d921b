"""Events say at which table an order was before: whoever follows that one hears that it left."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e93b5c17f2a4"
down_revision: str | None = "a5e2c90d71f8"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("events_to_number", "events")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("former_table_id", sa.Uuid))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "former_table_id")
