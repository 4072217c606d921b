"""What people prove who they are with, their sessions and devices, and the audit, which refuses changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "4b3e2d88b7c3"
down_revision: str | None = "3c7a90e1b5d2"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("attempts_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "account", "device_id", name=op.f("attempts_pkey")),
    )
    op.create_table(
        "audit",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happening", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(seal) = 32", name=op.f("audit_seal_check")),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("audit_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", "number", name=op.f("audit_pkey")),
    )
    op.create_table(
        "audit_heads",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"], name=op.f("audit_heads_restaurants_fkey")),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("audit_heads_pkey")),
    )
    op.create_table(
        "activations",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("octet_length(code) = 32", name=op.f("activations_code_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"], name=op.f("activations_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "user_id", name=op.f("activations_pkey")),
    )
    op.create_table(
        "credentials",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("hash LIKE '$argon2id$%'", name=op.f("credentials_hash_check")),
        sa.CheckConstraint("kind IN ('password', 'pin')", name=op.f("credentials_kind_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"], name=op.f("credentials_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "user_id", "kind", name=op.f("credentials_pkey")),
    )
    op.create_table(
        "devices",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_by", sa.Uuid(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)",
            name=op.f("devices_name_check"),
        ),
        sa.CheckConstraint("octet_length(secret) = 32", name=op.f("devices_secret_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "enrolled_by"], ["users.restaurant_id", "users.id"], name=op.f("devices_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("devices_pkey")),
    )
    op.create_table(
        "pairings",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 120 AND name !~ '[[:cntrl:]]' AND name = btrim(name)",
            name=op.f("pairings_name_check"),
        ),
        sa.CheckConstraint("octet_length(code) = 32", name=op.f("pairings_code_check")),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "offered_by"], ["users.restaurant_id", "users.id"], name=op.f("pairings_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "code", name=op.f("pairings_pkey")),
    )
    op.create_table(
        "setups",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"], name=op.f("setups_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", name=op.f("setups_pkey")),
    )
    op.create_table(
        "sessions",
        sa.Column("restaurant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "device_id"], ["devices.restaurant_id", "devices.id"], name=op.f("sessions_devices_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "user_id"], ["users.restaurant_id", "users.id"], name=op.f("sessions_users_fkey")
        ),
        sa.PrimaryKeyConstraint("restaurant_id", "id", name=op.f("sessions_pkey")),
    )
    op.create_index("sessions_on_a_device_idx", "sessions", ["restaurant_id", "device_id"], unique=False)
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the table % takes new rows only', TG_TABLE_NAME; END $$
    """)
    op.execute("""
        CREATE TRIGGER audit_is_for_good BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """)


def downgrade() -> None:
    op.drop_index("sessions_on_a_device_idx", table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("setups")
    op.drop_table("pairings")
    op.drop_table("devices")
    op.drop_table("credentials")
    op.drop_table("activations")
    op.drop_table("audit_heads")
    op.drop_table("audit")
    op.execute("DROP FUNCTION refuse_change")
    op.drop_table("attempts")
