"""What importing a menu answers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, Self

import msgspec

from application.kernel.pieces import in_pieces
from domain.catalogue.menu import Done, MenuChange, MenuImported, MenuRowDone
from domain.kernel.money import Currency, Money
from entrypoints.http.kernel.problems import FieldError


class MenuCounts(msgspec.Struct, frozen=True):
    """For how many rows which is done."""

    made: int
    changed: int
    skipped: int
    error: int


class MenuChangeView(msgspec.Struct, frozen=True):
    """What a row changes of a product: an amount, a number, a name, or whether it is available; null for none."""

    field: str
    before: Any
    after: Any

    @classmethod
    def of(cls, change: MenuChange, currency: Currency) -> Self:
        """Show a change."""
        before, after = (_shown(change, currency, each) for each in (change.before, change.after))
        return cls(change.field, before, after)


class MenuRowView(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is done for a row, by the line on which it begins: why it is skipped, what it changes, or what is wrong."""

    line: int
    name: str
    price: Decimal | None
    done: Done
    why: str | None = None
    changes: list[MenuChangeView] = []
    errors: list[FieldError] = []

    @classmethod
    def of(cls, row: MenuRowDone, currency: Currency) -> Self:
        """Show what is done for a row."""
        return cls(
            row.line,
            row.name,
            row.price and currency.amount(row.price),
            row.done,
            row.why,
            [MenuChangeView.of(each, currency) for each in row.changes],
            [FieldError(f"/{row.line}/{each.field}", each.why) for each in row.wrong],
        )


class MenuShown(msgspec.Struct, frozen=True):
    """What was done for each row of a menu, or, in a preview, what would be, and which columns were not read."""

    preview: bool
    counts: MenuCounts
    ignored_columns: list[str]
    rows: list[MenuRowView]

    @classmethod
    async def of(cls, menu: MenuImported, currency: Currency, *, ignored: Sequence[str], preview: bool) -> Self:
        """Show what was done, or would be."""
        counts = MenuCounts(**{done.value: number for done, number in menu.counts.items()})
        return cls(preview, counts, [*ignored], await in_pieces(menu.rows, lambda row: MenuRowView.of(row, currency)))


def _shown(change: MenuChange, currency: Currency, value: object) -> Any:  # noqa: ANN401 - as the field is
    return currency.amount(Money(value)) if change.field == "price" and isinstance(value, int) else value


MENU_EXAMPLE: Final = {
    "preview": False,
    "counts": {"made": 1, "changed": 1, "skipped": 1, "error": 0},
    "ignored_columns": ["Allergens"],
    "rows": [
        {"line": 2, "name": "Espresso", "price": 2.5, "done": "made"},
        {
            "line": 3,
            "name": "Tiramisu",
            "price": 8.5,
            "done": "changed",
            "changes": [{"field": "price", "before": 7.8, "after": 8.5}],
        },
        {"line": 4, "name": "espresso", "price": 2.6, "done": "skipped", "why": "The same product as on line 2"},
    ],
}
