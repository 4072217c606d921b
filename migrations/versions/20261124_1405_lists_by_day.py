"""Indexes that walk lists of orders in their order."""

from collections.abc import Sequence

from alembic import op

revision: str = "9d41c07be2f3"
down_revision: str | None = "5b0f3a9c41d7"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("orders_by_day_idx", "orders", ["restaurant_id", "business_date", "id"])
    op.create_index("orders_of_a_waiter_by_day_idx", "orders", ["restaurant_id", "user_id", "business_date", "id"])
    op.drop_index("orders_of_a_waiter_idx", table_name="orders")
    op.drop_index("orders_of_a_day_idx", table_name="orders")


def downgrade() -> None:
    op.create_index("orders_of_a_day_idx", "orders", ["restaurant_id", "business_date", "user_id"])
    op.create_index("orders_of_a_waiter_idx", "orders", ["restaurant_id", "user_id", "id"])
    op.drop_index("orders_of_a_waiter_by_day_idx", table_name="orders")
    op.drop_index("orders_by_day_idx", table_name="orders")
