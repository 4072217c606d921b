"""Orders and lines with a status, a version and times; what is taken back of them.

What there is by now is open, sent and unnumbered by the columns' defaults: no row is written. Constraints are checked
while orders are placed, not before.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "e4b71d92c5a8"
down_revision: str | None = "c71f0e84b5d3"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_MOMENT: Final = sa.DateTime(timezone=True)
_NOTE: Final = "char_length({0}) BETWEEN 1 AND 400 AND {0} !~ '[[:cntrl:]]' AND {0} = btrim({0})"
_CHECKS: Final[Mapping[str, Mapping[str, str]]] = {
    "orders": {
        "total_price": "total_price >= 0",
        "status": "status IN ('open', 'closed', 'voided')",
        "note": _NOTE.format("note"),
    },
    "order_products": {
        "status": "status IN ('held', 'sent', 'started', 'ready', 'served', 'voided')",
        "standing": "voided >= 0 AND moved >= 0 AND voided + moved <= quantity",
        "note": _NOTE.format("note"),
    },
}
_OFTEN: Final = "SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)"


def _of_order() -> list[sa.Column[object]]:
    return [
        sa.Column("version", sa.BigInteger, nullable=False, server_default="1"),
        sa.Column("status", sa.String, nullable=False, server_default="open"),
        sa.Column("number", sa.Integer),
        sa.Column("table_id", sa.Uuid),
        sa.Column("guests", sa.SmallInteger),
        sa.Column("note", sa.String),
        sa.Column("closed_at", _MOMENT),
    ]


def _of_line() -> list[sa.Column[object]]:
    return [
        sa.Column("course", sa.SmallInteger),
        sa.Column("seat", sa.SmallInteger),
        sa.Column("note", sa.String),
        sa.Column("station_id", sa.Uuid),
        sa.Column("status", sa.String, nullable=False, server_default="sent"),
        sa.Column("round", sa.SmallInteger, server_default="1"),
        *(sa.Column(f"{each}_at", _MOMENT) for each in ("sent", "started", "ready", "served", "ordered")),
        sa.Column("sold_by", sa.Uuid),
        sa.Column("sold_on", sa.Date),
        sa.Column("sold_hour", sa.SmallInteger),
        sa.Column("voided", sa.Integer, nullable=False, server_default="0"),
        sa.Column("moved", sa.Integer, nullable=False, server_default="0"),
        sa.Column("moved_from", sa.Uuid),
    ]


def _of_queue() -> list[sa.Column[object]]:
    return [
        sa.Column("first_position", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("orders", sa.SmallInteger, nullable=False, server_default="1"),
    ]


def upgrade() -> None:
    op.drop_constraint(op.f("orders_total_price_check"), "orders")
    for column in _of_order():
        op.add_column("orders", column)
    for column in _of_line():
        op.add_column("order_products", column)
    for column in _of_queue():
        op.add_column("orders_to_roll_up", column)
    _key_of_queue("restaurant_id", "order_id", "first_position")
    _taken_back()
    for table, checks in _CHECKS.items():
        for name, rule in checks.items():
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_{name}_check CHECK ({rule}) NOT VALID")
    with op.get_context().autocommit_block():
        for table, checks in _CHECKS.items():
            for name in checks:
                op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_{name}_check")


def downgrade() -> None:
    op.drop_table("voids_to_roll_up")
    op.drop_table("order_voids")
    op.execute("DELETE FROM orders_to_roll_up WHERE first_position > 0")
    _key_of_queue("restaurant_id", "order_id")
    for table, columns in (
        ("orders_to_roll_up", _of_queue()),
        ("order_products", _of_line()),
        ("orders", _of_order()),
    ):
        for name in _CHECKS.get(table, {}):
            op.drop_constraint(op.f(f"{table}_{name}_check"), table)
        for column in columns:
            op.drop_column(table, column.name)
    op.create_check_constraint(op.f("orders_total_price_check"), "orders", "total_price >= 1")


def _key_of_queue(*columns: str) -> None:
    op.execute(
        "ALTER TABLE orders_to_roll_up DROP CONSTRAINT orders_to_roll_up_pkey, "
        f"ADD CONSTRAINT orders_to_roll_up_pkey PRIMARY KEY ({', '.join(columns)})"
    )


def _taken_back() -> None:
    op.create_table(
        "order_voids",
        *(sa.Column(each, sa.Uuid, nullable=False) for each in ("restaurant_id", "order_id", "id", "line_id")),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("voided_by", sa.Uuid, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("approved_by", sa.Uuid),
        sa.PrimaryKeyConstraint("restaurant_id", "order_id", "id", name=op.f("order_voids_pkey")),
        _of_an_order("order_voids"),
        sa.ForeignKeyConstraint(
            ["restaurant_id", "voided_by"], ["users.restaurant_id", "users.id"], name=op.f("order_voids_users_fkey")
        ),
        sa.CheckConstraint("quantity BETWEEN 1 AND 10000", name=op.f("order_voids_quantity_check")),
        sa.CheckConstraint(_NOTE.format("reason"), name=op.f("order_voids_reason_check")),
    )
    op.create_table(
        "voids_to_roll_up",
        *(sa.Column(each, sa.Uuid, nullable=False) for each in ("restaurant_id", "void_id", "order_id", "user_id")),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("local_hour", sa.SmallInteger, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("product_id", sa.Uuid, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("revenue", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("restaurant_id", "void_id", name=op.f("voids_to_roll_up_pkey")),
        _of_an_order("voids_to_roll_up"),
    )
    op.execute(f"ALTER TABLE voids_to_roll_up {_OFTEN}")


def _of_an_order(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["restaurant_id", "order_id"], ["orders.restaurant_id", "orders.id"], name=op.f(f"{table}_orders_fkey")
    )
