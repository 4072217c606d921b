"""Prices go up to 10**12 minor units, as currencies of small value need. Going back is refused where one is higher."""

from collections.abc import Sequence

from alembic import op

revision: str = "a1c5e7d90b24"
down_revision: str | None = "a94e7c2f6b18"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _bound_prices_by(1_000_000_000_000)


def downgrade() -> None:
    _bound_prices_by(999_999_999)


def _bound_prices_by(highest: int) -> None:
    for table, price in (("products", "price"), ("order_products", "unit_price")):
        name = op.f(f"{table}_{price}_check")
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, f"{price} BETWEEN 1 AND {highest}")
