"""The table of users."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    func,
)
from sqlalchemy.sql import quoted_name

from adapters.postgres.kernel.metadata import check, is_a_name, metadata, moment, text, uuid, version

users: Final = Table(
    "users",
    metadata,
    uuid("restaurant_id"),
    uuid("id"),
    text("email"),
    text("name"),
    text("role"),
    Column("active", Boolean, nullable=False),
    moment("created_at"),
    version(),
    version("token_version"),
    PrimaryKeyConstraint("restaurant_id", "id"),
    ForeignKeyConstraint(["restaurant_id"], ["restaurants.id"]),
    check("email", "email LIKE '%_@_%' AND char_length(email) <= 320"),
    is_a_name("name"),
    check("role", "role IN ('waiter', 'kitchen', 'manager')"),
    check("version", "version >= 1"),
)


_ = Index(quoted_name("users_email_key", quote=None), users.c.restaurant_id, func.lower(users.c.email), unique=True)
