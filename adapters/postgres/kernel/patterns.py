"""Looking up by a part of a text."""

import re
from typing import Final

from sqlalchemy import ColumnElement, Index, String, func, literal_column

_ANYTHING: Final = literal_column("'%'", String)
_SPECIAL: Final = ("\\", "%", "_")
_THREE_IN_A_ROW: Final = re.compile(r"[^\W_]{3}")


# `folded` is a function of the database, made by a migration; in Python it is `searched`, beside the memory adapters.


def has_part(whole: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that `part` stands in the `whole`, whatever the case and the accents of either."""
    written: ColumnElement[str] = func.folded(part)
    for character in _SPECIAL:
        written = func.replace(written, _literal(character), _literal(f"\\{character}"))
    return func.folded(whole).like(_ANYTHING + written + _ANYTHING)


def is_in_no_index(part: str) -> bool:
    """Tell whether there is a part and the index says nothing of it: rows are looked at one after another for it."""
    return part != "" and _THREE_IN_A_ROW.search(part) is None


def index_of_parts(name: str, column: str) -> Index:
    """Return the index that finds rows by three letters or more of a column.

    What is new waits in a list, a megabyte at most, so that whoever adds to a full one sorts it in quickly.
    """
    return Index(
        name,
        func.folded(literal_column(column, String)).label("folded"),
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
        postgresql_with={"gin_pending_list_limit": 1024},
    )


def _literal(characters: str) -> ColumnElement[str]:
    return literal_column(f"'{characters}'", String)
