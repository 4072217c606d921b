"""Versions have room for a moment in microseconds, which those of a restaurant that is brought in begin with.

Going back is refused where one does.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c3a8f16d5e27"
down_revision: str | None = "b91e4d7f2a08"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_VERSIONS = (
    ("restaurants", "version"),
    ("users", "version"),
    ("users", "token_version"),
    ("products", "version"),
    ("sessions", "token_version"),
)


def upgrade() -> None:
    for table, version in _VERSIONS:
        op.alter_column(table, version, type_=sa.BigInteger, existing_type=sa.Integer, existing_nullable=False)


def downgrade() -> None:
    for table, version in _VERSIONS:
        op.alter_column(table, version, type_=sa.Integer, existing_type=sa.BigInteger, existing_nullable=False)
