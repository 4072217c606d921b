"""Modifier groups: what guests may choose with a product, and what each choice adds to the price."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b72e4d91c6f8"
down_revision: str | None = "c95e3a7b2d04"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_A_NAME = "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)"


def upgrade() -> None:
    op.create_table(
        "modifier_groups",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("least", sa.SmallInteger(), nullable=False),
        sa.Column("most", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_A_NAME, name=op.f("modifier_groups_name_check")),
        sa.CheckConstraint(
            "least BETWEEN 0 AND most AND most BETWEEN 1 AND 50", name=op.f("modifier_groups_bounds_check")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("modifier_groups_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("modifier_groups_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("modifier_groups_pkey")),
        sa.UniqueConstraint("restaurant_id", "name", name=op.f("modifier_groups_name_key")),
    )
    op.create_table(
        "modifiers",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.CheckConstraint(_A_NAME, name=op.f("modifiers_name_check")),
        sa.CheckConstraint("position BETWEEN 0 AND 49", name=op.f("modifiers_position_check")),
        sa.CheckConstraint("price BETWEEN -1000000000000 AND 1000000000000", name=op.f("modifiers_price_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "group_id"],
            ["modifier_groups.restaurant_id", "modifier_groups.id"],
            name=op.f("modifiers_modifier_groups_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "currency"],
            ["restaurants.id", "restaurants.currency"],
            name=op.f("modifiers_restaurants_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "group_id", "id", name=op.f("modifiers_pkey")),
    )


def downgrade() -> None:
    op.drop_table("modifiers")
    op.drop_table("modifier_groups")
