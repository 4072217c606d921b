"""What every table shares: how constraints are named, and the columns that recur."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, MetaData, String, Uuid

metadata: Final = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(referred_table_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    }
)


def uuid(name: str) -> Column[UUID]:
    """Return a column of ids."""
    return Column(name, Uuid, nullable=False)


def text(name: str) -> Column[str]:
    """Return a column of text."""
    return Column(name, String, nullable=False)


def moment(name: str) -> Column[datetime]:
    """Return a column of moments, in UTC, to the microsecond."""
    return Column(name, DateTime(timezone=True), nullable=False)


def minor_units(name: str) -> Column[int]:
    """Return a column of money."""
    return Column(name, BigInteger, nullable=False)


def version(name: str = "version") -> Column[int]:
    """Return a column of what grows with every change; an import has it jump to the microseconds since 1970."""
    return Column(name, BigInteger, nullable=False)


def is_a_name(column: str) -> CheckConstraint:
    """Return the constraint that a column holds a name as `domain.kernel.names` has it, as far as SQL can tell."""
    return _is_a_text(column, 120)


def is_a_note(column: str) -> CheckConstraint:
    """Return the constraint that a column holds a note as `domain.kernel.names` has it, as far as SQL can tell."""
    return _is_a_text(column, 400)


def check(name: str, rule: str) -> CheckConstraint:
    """Return a CHECK constraint under its own name."""
    return CheckConstraint(rule, name=name)


def _is_a_text(column: str, longest: int) -> CheckConstraint:
    return CheckConstraint(
        f"char_length({column}) BETWEEN 1 AND {longest} AND {column} !~ '[[:cntrl:]]' AND {column} = btrim({column})",
        name=column,
    )
