"""Tax rates of categories of products, each from a day on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b84d2f6a1c93"
down_revision: str | None = "e93b5c17f2a4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_A_NAME = "char_length({0}) BETWEEN 1 AND 120 AND {0} !~ '[[:cntrl:]]' AND {0} = btrim({0})"


def upgrade() -> None:
    op.create_table(
        "taxes",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_A_NAME.format("category"), name=op.f("taxes_category_check")),
        sa.CheckConstraint(_A_NAME.format("name"), name=op.f("taxes_name_check")),
        sa.CheckConstraint("percent BETWEEN 0 AND 1000000", name=op.f("taxes_percent_check")),
        sa.CheckConstraint("version >= 1", name=op.f("taxes_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("taxes_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("taxes_pkey")),
        sa.UniqueConstraint("restaurant_id", "category", "starts_on", name=op.f("taxes_starts_on_key")),
    )


def downgrade() -> None:
    op.drop_table("taxes")
