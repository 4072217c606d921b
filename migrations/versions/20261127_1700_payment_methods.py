"""Payment methods. A restaurant without a row has those that every one begins with."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c95e3a7b2d04"
down_revision: str | None = "b84d2f6a1c93"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_A_NAME = "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)"


def upgrade() -> None:
    op.create_table(
        "payment_methods",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_A_NAME, name=op.f("payment_methods_name_check")),
        sa.CheckConstraint("kind IN ('cash', 'card', 'other')", name=op.f("payment_methods_kind_check")),
        sa.CheckConstraint("version >= 1", name=op.f("payment_methods_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("payment_methods_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("payment_methods_pkey")),
        sa.UniqueConstraint("restaurant_id", "name", name=op.f("payment_methods_name_key")),
    )


def downgrade() -> None:
    op.drop_table("payment_methods")
