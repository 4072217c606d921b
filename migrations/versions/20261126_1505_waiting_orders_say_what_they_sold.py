"""What waits to be rolled up says what its order came to, so that reports need not look."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "7d1e5a0c93b6"
down_revision: str | None = "7d1c5a90e2b4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS: Mapping[str, type[sa.types.TypeEngine[Any]] | sa.types.TypeEngine[Any]] = {
    "user_id": sa.Uuid,
    "business_date": sa.Date,
    "local_hour": sa.SmallInteger,
    "created_at": sa.DateTime(timezone=True),
    "lines": sa.SmallInteger,
    "quantity": sa.Integer,
    "revenue": sa.BigInteger,
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("orders_to_roll_up", sa.Column(name, kind, nullable=True))
    op.execute("""
        UPDATE orders_to_roll_up AS waiting SET user_id = o.user_id, business_date = o.business_date,
            local_hour = o.local_hour, created_at = o.created_at, lines = sold.lines, quantity = sold.quantity,
            revenue = sold.revenue
        FROM orders o, LATERAL (
            SELECT count(*) AS lines, sum(quantity) AS quantity, sum(quantity * unit_price) AS revenue
            FROM order_products l
            WHERE l.restaurant_id = o.restaurant_id AND l.order_id = o.id
        ) AS sold
        WHERE o.restaurant_id = waiting.restaurant_id AND o.id = waiting.order_id
    """)
    for name in COLUMNS:
        op.alter_column("orders_to_roll_up", name, nullable=False)


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("orders_to_roll_up", name)
