"""The audit of a restaurant that is forgotten as a whole may be deleted, by a transaction that says so.

It says so by `set_config('orders.forgets', <the restaurant's id>, true)`, which lasts until it ends.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "f3a86c1d5e20"
down_revision: str | None = "9c40d5b7e3f1"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("""
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND OLD.restaurant_id::text = current_setting('orders.forgets', true) THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'the table % takes new rows only', TG_TABLE_NAME;
        END $$
    """)


def downgrade() -> None:
    op.execute("""
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the table % takes new rows only', TG_TABLE_NAME; END $$
    """)
