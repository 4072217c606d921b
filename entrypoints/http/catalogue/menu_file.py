"""A menu's file: text in one of several encodings, rows with one of several separators, and what each row says."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from typing import Any, Final

from application.kernel.pieces import in_pieces
from domain.catalogue.menu import MOST_MENU_ROWS, MenuRow, WrongCell
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from domain.kernel.names import LONGEST_NAME, Name, trimmed
from entrypoints.http.catalogue.menu_cells import read_flag, read_price, read_stock
from entrypoints.http.catalogue.menu_columns import field_called, field_of, fields_of_columns

_SEPARATORS: Final = ";,\t"
_SAYS_SEPARATOR: Final = re.compile("sep=([;,\t])\r?\n?", re.IGNORECASE)
_LONGEST_HEADS: Final = 10_000
"""Characters of the first row that are looked at for what separates its cells."""
_WITHOUT_DECIMALS: Final = re.compile("[^.,]*[0-9],[0-9]{1,2}")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BEGINNING: Final = 64
"""Bytes that tell UTF-16 without a byte order mark: every second one is 0 where letters are Latin."""
_WIDE_LETTERS: Final = 8
"""One byte in so many is enough, where other letters stand beside those."""


class MenuNotText(Invalid):
    """Bytes that are no text in an encoding that menus come in."""

    says = "The file is text in UTF-8, UTF-16 or Windows-1252"


class TooManyMenuRows(Invalid):
    """More rows than are imported at once."""

    says = f"A menu has at most {MOST_MENU_ROWS} rows"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is written, and the line on which it begins; `wrong` is why it is not written as rows are."""

    number: int
    cells: Sequence[str]
    separator: str
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class MenuFile:
    """What the rows of a file say, without empty ones at its end, and what the columns are called that are not read."""

    rows: Sequence[MenuRow]
    ignored_columns: Sequence[str]


async def read_menu(content: bytes, currency: Currency) -> MenuFile:
    """Return what the file of a menu says.

    A cell that cannot be read is told by its row. Raises `MenuNotText`, `MenuWithoutNames`, `ColumnNamedTwice` and
    `TooManyMenuRows`.
    """
    lines = _lines(_text(content))
    heads = [*map(trimmed, next((each.cells for each in lines if any(map(trimmed, each.cells))), ()))]
    fields = fields_of_columns(heads)
    ignored = [head[:LONGEST_NAME] for place, head in enumerate(heads) if head and place not in fields.values()]
    rows, empty = list[Line](), list[Line]()
    for each in lines:
        if len(empty) <= MOST_MENU_ROWS:
            empty.append(each)
        if each.wrong or any(map(trimmed, each.cells)):
            rows += empty
            empty.clear()
        if len(rows) > MOST_MENU_ROWS:
            raise TooManyMenuRows
    read = partial(_row, fields=fields, columns=len(heads), currency=currency)
    return MenuFile(await in_pieces(rows, read), ignored)


def _text(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise MenuNotText


def _encodings(content: bytes) -> Sequence[str]:
    if content.startswith(_WIDE):
        return ("utf-16",)
    first, second = (content[place:_BEGINNING:2].count(0) for place in (0, 1))
    if max(first, second) * _WIDE_LETTERS >= len(content[:_BEGINNING]) > 0:
        return ("utf-16-le",) if second > first else ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _lines(text: str) -> Iterator[Line]:
    before = 0
    if said := _SAYS_SEPARATOR.match(text):
        text, before = text[said.end() :], 1
    separator = said[1] if said else _separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for cells in reader:
            yield Line(before + number, cells, separator)
            number = reader.line_num + 1
    except csv.Error as fault:
        yield Line(before + number, (), separator, f"This is not written as rows are: {fault}")


def _separator(text: str) -> str:
    """Return what separates the cells of the first row: by which most of them are columns that are known."""
    first = next(iter(StringIO(text.lstrip("\r\n"), newline="")), "")
    apart = {each: next(csv.reader([first[:_LONGEST_HEADS]], delimiter=each), list[str]()) for each in _SEPARATORS}
    return max(_SEPARATORS, key=lambda each: (sum(map(bool, map(field_called, apart[each]))), len(apart[each])))


def _row(line: Line, *, fields: Mapping[str, int], columns: int, currency: Currency) -> MenuRow:
    if line.wrong:
        return MenuRow(line=line.number, wrong=(WrongCell("row", line.wrong),))
    cells = [*map(trimmed, line.cells)]
    readers: Mapping[str, Callable[[str], Any]] = {
        "name": Name,
        "price": partial(read_price, currency=currency),
        "category": Name,
        "station": Name,
        "tax": Name,
        "stock": read_stock,
        "available": read_flag,
        "unavailable": lambda text: not read_flag(text),
    }
    said, wrong = dict[str, Any](), list[WrongCell]()
    for column, place in fields.items():
        if place < len(cells) and cells[place]:
            field = field_of(column)
            try:
                said[field] = readers[column](cells[place])
            except Invalid as refusal:
                wrong.append(WrongCell(field, str(refusal)))
    if any(cells[columns:]):
        wrong.append(WrongCell("row", "There are more cells in this row than columns"))
    if line.separator == "," and _is_cut_at_comma(cells, fields):
        wrong.append(
            WrongCell("price", "Cut at its decimal comma? Put it in quotation marks, or separate by semicolons")
        )
    called = cells[fields["name"]] if fields["name"] < len(cells) else ""
    return MenuRow(line=line.number, called=called[:LONGEST_NAME], **said, wrong=tuple(wrong))


def _is_cut_at_comma(cells: Sequence[str], fields: Mapping[str, int]) -> bool:
    """Tell whether a price without decimals stands before one or two digits, in a column that has no numbers."""
    if "price" not in fields or (beside := fields["price"] + 1) in {fields.get("stock"), len(cells)}:
        return False
    return bool(_WITHOUT_DECIMALS.fullmatch(",".join(cells[fields["price"] : beside + 1])))
