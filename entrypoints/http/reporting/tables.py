"""Reports as tables: for CSV (RFC 4180) and for spreadsheets."""

import asyncio
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import IO, Any, Final

from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs] - it has none, so what it gives is Any here

from application.kernel.pieces import PIECE, in_pieces

Cell = str | int | Decimal | None

_FORMULA: Final = re.compile("(^|; *)(?=[=+@\uff1d\uff0b\uff0d\uff20-])")
"""Where what a spreadsheet computes begins, in full width too: some part cells at semicolons, quotes or not."""
_WIDEST: Final = 60
_TEXT_IS_TEXT_AND_ROWS_ARE_LET_GO: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NO_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What a workbook says of when it was made: the same report is the same file."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns; amounts have `decimals` decimals."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    decimals: int


def as_csv(table: Table, *, separator: str = ",", bom: bool = False) -> Iterator[bytes]:
    """Yield the table as CSV, piece by piece. An apostrophe keeps spreadsheets from computing what is a name.

    A byte order mark tells spreadsheets that it is UTF-8.
    """
    for start in range(0, max(len(table.rows), 1), PIECE):
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=separator)
        if start == 0:
            _ = text.write("\ufeff" if bom else "")
            writer.writerow(table.columns)
        for row in table.rows[start : start + PIECE]:
            writer.writerow([_FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell for cell in row])
        yield text.getvalue().encode()


async def write_workbook(table: Table, file: IO[bytes]) -> None:
    """Write the table as an XLSX file. Amounts are numbers, names are text whatever they look like.

    It is put together on the disk, row by row, and takes as little memory for many rows as for few.
    """
    workbook: Any = Workbook(file, _TEXT_IS_TEXT_AND_ROWS_ARE_LET_GO)
    workbook.set_properties({"created": _NO_MOMENT})
    amount = workbook.add_format({"num_format": "#,##0" + ("." + "0" * table.decimals if table.decimals else "")})
    heading = workbook.add_format({"bold": True})
    sheet = workbook.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(zip(table.columns, await _widths(table), strict=True)):
        _ = sheet.set_column(column, column, min(width + 2, _WIDEST))
        _ = sheet.write_string(0, column, name, heading)

    def write_row(numbered: tuple[int, Sequence[Cell]]) -> None:
        number, row = numbered
        for column, cell in enumerate(row):
            match cell:
                case None:
                    pass
                case str():
                    _ = sheet.write_string(number, column, cell)
                case Decimal():
                    _ = sheet.write_number(number, column, float(cell), amount)
                case int():
                    _ = sheet.write_number(number, column, cell)

    _ = await in_pieces(list(enumerate(table.rows, start=1)), write_row)
    await asyncio.to_thread(workbook.close)  # packs it: nearly all of that is compression, beside which others go on


async def _widths(table: Table) -> Sequence[int]:
    widths = [len(name) for name in table.columns]

    def widen(row: Sequence[Cell]) -> None:
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(str(cell)))

    _ = await in_pieces(table.rows, widen)
    return widths
