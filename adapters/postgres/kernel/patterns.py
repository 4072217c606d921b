"""Looking up by a part of a text."""

from sqlalchemy import ColumnElement, func


def has_part(text: ColumnElement[str], part: ColumnElement[str] | str) -> ColumnElement[bool]:
    """Return the condition that `part` stands in `text`, whatever the case of either."""
    return func.strpos(func.lower(text), func.lower(part)) > 0
