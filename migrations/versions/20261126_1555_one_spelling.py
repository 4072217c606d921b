"""Names in one spelling, and searches that ignore accents as they ignore case.

Names are composed (NFC), and lose what is not seen around them. Nobody is merged: of products that become one name,
the oldest keeps it, and each other one is called "... (2)" and so on, with all it has sold; the log names them. What
shows nothing is called "(no name)". Lines stay as they were sold.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from unicodedata import category, normalize
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision: str = "5b1e7d24c9a6"
down_revision: str | None = "a1c5e7d90b24"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_LONGEST = 120
_AROUND = (
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u2800\u3164"
    r"\ufeff\uffa0\ufff9-\ufffb]+"
)
_FOLDED = r"""
    CREATE FUNCTION folded(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN octet_length(content) = char_length(content) THEN lower(content)
        ELSE translate(
            lower(normalize(regexp_replace(normalize(content, NFD), '[\u0300-\u036f]+', '', 'g'), NFC)),
            U&'\00F8\0142\0111\0127\0167\0131\03C2', U&'oldhti\03C3'
        ) END
"""
_INDEXES = (
    ("orders_by_part_of_customer_idx", "orders", "customer_name"),
    ("products_by_part_of_name_idx", "products", "name"),
)
_log = logging.getLogger(__name__)


def upgrade() -> None:
    op.execute(sa.text(_FOLDED))
    for table in ("users", "devices", "pairings", "restaurants"):
        _tidy(table, "name", versioned=table == "users")
    _tidy("orders", "customer_name", versioned=False)
    _tidy_products()
    for name, table, column in _INDEXES:
        _index(name, table, column, "folded")
        # As when these indexes were new: or nothing would be known of their letters for long.
        op.execute(f"DO $$ BEGIN IF EXISTS (SELECT FROM {table}) THEN ANALYZE {table}; END IF; END $$")


def downgrade() -> None:
    for name, table, column in _INDEXES:
        _index(name, table, column, "lower")
    op.execute("DROP FUNCTION folded(text)")


def _index(name: str, table: str, column: str, fold: str) -> None:
    op.drop_index(name, table_name=table)
    expressions = [sa.text(f"{fold}({column}) gin_trgm_ops")]
    op.create_index(name, table, expressions, postgresql_using="gin", postgresql_with={"gin_pending_list_limit": 1024})


def _tidy(table: str, column: str, *, versioned: bool) -> None:
    # Plain letters were trimmed before, and have one spelling.
    found = op.get_bind().execute(
        sa.text(f"SELECT DISTINCT {column} FROM {table} WHERE octet_length({column}) <> char_length({column})")  # noqa: S608 - a table of ours
    )
    changed = {name: tidy for (name,) in found if (tidy := _tidied(name)) != name}
    if changed:
        also = ", version = version + 1" if versioned else ""
        _ = op.get_bind().execute(
            sa.text(
                f"UPDATE {table} SET {column} = tidied.after{also}"  # noqa: S608 - the same
                " FROM unnest(CAST(:before AS text[]), CAST(:after AS text[])) AS tidied(before, after)"
                f" WHERE {column} = tidied.before"
            ),
            {"before": list(changed), "after": list(changed.values())},
        )


def _tidy_products() -> None:
    found = op.get_bind().execute(
        sa.text("SELECT restaurant_id, id, name FROM products ORDER BY restaurant_id, created_at, id")
    )
    taken: dict[UUID, set[str]] = {}
    kept: dict[UUID, set[str]] = {}
    products: list[tuple[UUID, UUID, str]] = [(restaurant, product, name) for restaurant, product, name in found]
    for restaurant, _, name in products:
        taken.setdefault(restaurant, set()).update((name, _tidied(name)))
    first: list[tuple[UUID, UUID, str]] = []
    later: list[tuple[UUID, UUID, str]] = []
    for restaurant, product, name in products:
        tidy = _tidied(name)
        if tidy in kept.setdefault(restaurant, set()):
            free = next(each for each in _numbered(tidy) if each not in taken[restaurant])
            taken[restaurant].add(free)
            later.append((restaurant, product, free))
            _log.warning("Product %s is called %r now: another one was %r before", product, free, tidy)
        else:
            kept[restaurant].add(tidy)
            if tidy != name:
                first.append((restaurant, product, tidy))
    # Whoever has to give a name up goes first.
    for restaurant, product, name in later + first:
        _ = op.get_bind().execute(
            sa.text(
                "UPDATE products SET name = :name, version = version + 1"
                " WHERE restaurant_id = :restaurant AND id = :product"
            ),
            {"restaurant": restaurant, "product": product, "name": name},
        )


def _numbered(name: str) -> Iterable[str]:
    for number in range(2, 1_000_000):
        end = f" ({number})"
        yield name[: _LONGEST - len(end)].rstrip() + end


def _tidied(name: str) -> str:
    tidy = normalize("NFC", re.sub(rf"\A{_AROUND}", "", re.sub(rf"(?<!{_AROUND[:-1]}){_AROUND}\Z", "", name)))
    tidy = tidy[:_LONGEST]
    return tidy if any(map(_is_seen, tidy)) else "(no name)"


def _is_seen(character: str) -> bool:
    blank = "\u115f\u1160\u2800\u3164\uffa0"
    return category(character) not in {"Zs", "Cf", "Mn", "Me", "Mc"} and character not in blank
