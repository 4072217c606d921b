"""How far a restaurant's books are closed, and the reports of closed days."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8c4e5f0a9d27"
down_revision: str | None = "8c4d17ea52b9"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "day_heads",
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("closed_through", sa.Date),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("day_heads_pkey")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("day_heads_restaurants_fkey")),
    )
    op.execute("INSERT INTO day_heads SELECT id FROM restaurants")
    op.create_table(
        "day_reports",
        sa.Column("restaurant_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("report", sa.String, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("restaurant_id", "number", name=op.f("day_reports_pkey")),
        sa.UniqueConstraint("restaurant_id", "business_date", name=op.f("day_reports_business_date_key")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("day_reports_restaurants_fkey")),
        sa.CheckConstraint("number >= 1", name=op.f("day_reports_number_check")),
        sa.CheckConstraint("octet_length(seal) = 32", name=op.f("day_reports_seal_check")),
    )
    op.execute(
        "CREATE TRIGGER day_reports_is_for_good BEFORE UPDATE OR DELETE ON day_reports "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    for name, column in (("voided", "order_id"), ("voided_of_a_day", "sold_on")):
        op.create_index(
            f"order_products_{name}_idx", "order_products", ["restaurant_id", column], postgresql_where="voided > 0"
        )


def downgrade() -> None:
    op.drop_index("order_products_voided_of_a_day_idx", "order_products")
    op.drop_index("order_products_voided_idx", "order_products")
    op.drop_table("day_reports")
    op.drop_table("day_heads")
