"""The restaurant that follows the settings is found among any number of others.

It is the one meant where none is named, which every request of a stranger asks for.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "b91e4d7f2a08"
down_revision: str | None = "a4d7c2e91b63"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "restaurants_that_follow_idx",
        "restaurants",
        ["id"],
        postgresql_where=sa.text("settings_followed IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("restaurants_that_follow_idx", table_name="restaurants")
