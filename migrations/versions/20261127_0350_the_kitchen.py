"""A third role beside waiters and managers: the kitchen. Going back is refused where somebody has it."""

from collections.abc import Sequence

from alembic import op

revision: str = "e7a15c92d048"
down_revision: str | None = "e7b1c05a93d4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_CHECK = "users_role_check"


def upgrade() -> None:
    _allow("waiter", "kitchen", "manager")


def downgrade() -> None:
    _allow("waiter", "manager")


def _allow(*roles: str) -> None:
    op.drop_constraint(op.f(_CHECK), "users")
    rule = f"role IN ({', '.join(map(repr, roles))})"
    op.create_check_constraint(op.f(_CHECK), "users", rule, postgresql_not_valid=True)
    # Users are read, and orders placed, while those there are looked at: the lock of before is gone.
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE users VALIDATE CONSTRAINT {_CHECK}")
