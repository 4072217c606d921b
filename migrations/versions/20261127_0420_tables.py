"""Tables, where guests sit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c71f0e84b5d3"
down_revision: str | None = "e51a7d30c9b2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_A_NAME = "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)"


def upgrade() -> None:
    op.create_table(
        "tables",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_A_NAME, name=op.f("tables_name_check")),
        sa.CheckConstraint("seats BETWEEN 1 AND 1000", name=op.f("tables_seats_check")),
        sa.CheckConstraint("version >= 1", name=op.f("tables_version_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("tables_restaurants_fkey")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "section_id"],
            ["sections.restaurant_id", "sections.id"],
            name=op.f("tables_sections_fkey"),
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("tables_pkey")),
    )
    op.create_index(
        "tables_name_key", "tables", ["restaurant_id", "name"], unique=True, postgresql_where=sa.text("is_open")
    )


def downgrade() -> None:
    op.drop_table("tables")
