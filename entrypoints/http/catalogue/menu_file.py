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
from entrypoints.http.catalogue.menu_columns import field_called, fields_of_columns

_SEPARATORS: Final = ";,\t"
_SAYS_SEPARATOR: Final = re.compile("sep=([;,\t])\r?\n?", re.IGNORECASE)
_LONGEST_HEADS: Final = 10_000
"""Characters of the first row that are looked at for what separates its cells."""
_WITHOUT_DECIMALS: Final = re.compile("[^.,]*[0-9],[0-9]{1,2}")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class MenuNotText(Invalid):
    """Bytes that are no text in an encoding that menus come in."""

    says = "The file is text in UTF-8, in UTF-16 with a byte order mark, or in Windows-1252"


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


async def read_menu(content: bytes, currency: Currency) -> Sequence[MenuRow]:
    """Return what the rows of a menu say, without empty ones at its end.

    A cell that cannot be read is told by its row. Raises `MenuNotText`, `MenuWithoutNames`, `ColumnNamedTwice` and
    `TooManyMenuRows`.
    """
    lines = _lines(_text(content))
    heads = next((each.cells for each in lines if any(map(trimmed, each.cells))), ())
    fields = fields_of_columns([*map(trimmed, heads)])
    rows, empty = list[Line](), list[Line]()
    for each in lines:
        if len(empty) <= MOST_MENU_ROWS:
            empty.append(each)
        if each.wrong or any(map(trimmed, each.cells)):
            rows += empty
            empty.clear()
        if len(rows) > MOST_MENU_ROWS:
            raise TooManyMenuRows
    return await in_pieces(rows, partial(_row, fields=fields, columns=len(heads), currency=currency))


def _text(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_WIDE) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise MenuNotText


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
    }
    said, wrong = dict[str, Any](), list[WrongCell]()
    for field, place in fields.items():
        if place < len(cells) and cells[place]:
            try:
                said[field] = readers[field](cells[place])
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
