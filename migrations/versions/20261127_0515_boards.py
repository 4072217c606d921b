"""Indexes of what the kitchen has to make, and of what is ready.

Lines of before were sent at no time that is known: they are on no board, and in no index.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from alembic import op

revision: str = "b90c5a17e3f4"
down_revision: str | None = "a83c5e19d4f7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_INDEXES: Final[Mapping[str, str]] = {
    "order_products_to_make_idx": (
        "(restaurant_id, station_id, sent_at) WHERE status IN ('sent', 'started') AND sent_at IS NOT NULL"
    ),
    "order_products_ready_idx": "(restaurant_id, station_id, ready_at) WHERE status = 'ready'",
}


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name, what in _INDEXES.items():
            # One that was stopped halfway is there, and not valid.
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON order_products {what}")


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, "order_products")
