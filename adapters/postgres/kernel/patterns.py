"""Searching for a part of a text, by trigram indexes."""

import re
from typing import Final

from sqlalchemy import ColumnElement, Index, String, func, literal_column

_ANYTHING: Final = literal_column("'%'", String)
_SPECIAL: Final = ("\\", "%", "_")
_THREE_IN_A_ROW: Final = re.compile(r"[^\W_]{3}")


# `folded` is an SQL function, made by a migration; its Python twin is `searched`, in adapters/memory.


def has_part(whole: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that `whole` contains `part`, without regard to case and accents."""
    written: ColumnElement[str] = func.folded(part)
    for character in _SPECIAL:
        written = func.replace(written, _literal(character), _literal(f"\\{character}"))
    return func.folded(whole).like(_ANYTHING + written + _ANYTHING)


def is_in_no_index(part: str) -> bool:
    """Tell whether a search for this part cannot use the index, as it has no trigram: all rows are read for it."""
    return part != "" and _THREE_IN_A_ROW.search(part) is None


def index_of_parts(name: str, column: str) -> Index:
    """Return the trigram index by which rows are found by three letters or more of a column.

    Its pending list is one megabyte at most: an insert that finds it full merges it into the index, and waits for that.
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
