"""A menu that comes as rows of a file: what each wants, and what is done for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.catalogue.product import Stock
from domain.kernel.errors import InvalidAt
from domain.kernel.money import Price
from domain.kernel.names import Name

MOST_MENU_ROWS: Final = 5_000


class Done(StrEnum):
    """What is done for a row."""

    MADE = "made"
    CHANGED = "changed"
    SKIPPED = "skipped"
    ERROR = "error"


class MenuRefused(InvalidAt):
    """A menu with rows that cannot be: nothing of it is imported."""

    says = "Nothing was imported: some rows cannot be"


@dataclass(frozen=True, slots=True)
class WrongCell:
    """What of a row cannot be, and why."""

    field: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuRow:
    """What a row says of a product, by the line on which it begins. What it does not say is None.

    It is `called` as it is written, and made at the station of this name.
    """

    line: int
    called: str = ""
    name: Name | None = None
    price: Price | None = None
    category: Name | None = None
    station: Name | None = None
    tax: Name | None = None
    stock: Stock | None = None
    available: bool | None = None
    wrong: tuple[WrongCell, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuChange:
    """What a row changes of a product, or makes one with: prices in minor units, a station by its name."""

    field: str
    before: str | int | bool | None
    after: str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuRowDone:
    """What is done for a row; why it is skipped, what it changes or makes beside a price, or what of it is wrong."""

    line: int
    name: str
    price: Price | None
    done: Done
    why: str | None = None
    changes: tuple[MenuChange, ...] = ()
    wrong: tuple[WrongCell, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuImported:
    """What is done for each row of a menu, in their order."""

    rows: tuple[MenuRowDone, ...]

    @property
    def counts(self) -> Mapping[Done, int]:
        """For how many rows which is done."""
        counted = Counter(each.done for each in self.rows)
        return {each: counted[each] for each in Done}

    def ensure_right(self) -> None:
        """Raise `MenuRefused`, with all that is wrong, by line and field, where anything is."""
        wrong = [((each.line, cell.field), cell.why) for each in self.rows for cell in each.wrong]
        if wrong:
            raise MenuRefused(wrong)
