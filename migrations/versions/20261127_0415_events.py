"""What happens is told: it waits in an outbox, and is numbered into a log."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "e51a7d30c9b2"
down_revision: str | None = "b40d9e6271fc"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _what_happened() -> Sequence[sa.Column[Any]]:
    return [
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("about_version", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("former_user_id", sa.Uuid(), nullable=True),
        sa.Column("table_id", sa.Uuid(), nullable=True),
        sa.Column("station_ids", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("data", sa.String(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "events_to_number",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        *_what_happened(),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("events_to_number_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "about_id", "about_version", "id", name=op.f("events_to_number_pkey")),
        postgresql_with={"autovacuum_vacuum_scale_factor": 0, "autovacuum_vacuum_threshold": 10_000},
    )
    op.create_table(
        "events",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        *_what_happened(),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("events_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "number", name=op.f("events_pkey")),
    )
    op.create_index("events_by_what_they_are_about_idx", "events", ["restaurant_id", "about_id", "number"])
    op.create_table(
        "event_heads",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("readable", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("event_heads_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("event_heads_pkey")),
        postgresql_with={"fillfactor": 50},
    )


def downgrade() -> None:
    op.drop_table("event_heads")
    op.drop_table("events")
    op.drop_table("events_to_number")
