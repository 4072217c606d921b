"""A product says by which category it is taxed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "d2f8a61b7c40"
down_revision: str | None = "5b1e7d90c3fa"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("products", sa.Column("tax", sa.String))
    op.create_check_constraint(
        op.f("products_tax_check"),
        "products",
        "char_length(tax) BETWEEN 1 AND 120 AND tax !~ '[[:cntrl:]]' AND tax = btrim(tax)",
    )


def downgrade() -> None:
    op.drop_column("products", "tax")
