"""Arithmetic on moments that PostgreSQL knows to be immutable, as an `ON CONFLICT` of a distributed table has to be."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Interval, func, literal_column, type_coerce


def later(moment: ColumnElement[datetime], by: ColumnElement[timedelta]) -> ColumnElement[datetime]:
    """Return the moment so much later.

    `timestamptz + interval` depends on the session's time zone, where a day may have 25 hours. In UTC it has 24.
    """
    utc: ColumnElement[str] = literal_column("'UTC'")
    in_utc: ColumnElement[Any] = type_coerce(func.timezone(utc, moment), DateTime())
    return func.timezone(utc, in_utc + type_coerce(by, Interval), type_=DateTime(timezone=True))
