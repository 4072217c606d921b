"""Reports as tables: for CSV (RFC 4180) and for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any, Final

from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs] - it has none, so what it gives is Any here

Cell = str | int | Decimal | None

_ROWS_A_PIECE: Final = 500
_BYTES_A_PIECE: Final = 64 * 1024
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


def as_csv(table: Table) -> Iterator[str]:
    """Yield the table as CSV, piece by piece. An apostrophe keeps spreadsheets from computing what is a name."""
    for start in range(0, max(len(table.rows), 1), _ROWS_A_PIECE):
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        if start == 0:
            writer.writerow(table.columns)
        for row in table.rows[start : start + _ROWS_A_PIECE]:
            writer.writerow([_FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell for cell in row])
        yield text.getvalue()


def as_workbook(table: Table) -> Iterator[bytes]:
    """Yield the table as an XLSX file, piece by piece. Amounts are numbers, names are text whatever they look like.

    It is put together in a temporary file, row by row, and takes as little memory for many rows as for few.
    """
    with TemporaryFile() as file:
        _write(table, file)
        _ = file.seek(0)
        while piece := file.read(_BYTES_A_PIECE):
            yield piece


def _write(table: Table, file: IO[bytes]) -> None:
    workbook: Any
    with Workbook(file, _TEXT_IS_TEXT_AND_ROWS_ARE_LET_GO) as workbook:
        workbook.set_properties({"created": _NO_MOMENT})
        amount = workbook.add_format({"num_format": "#,##0" + ("." + "0" * table.decimals if table.decimals else "")})
        heading = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            longest = max((len(str(row[column])) for row in table.rows), default=0)
            _ = sheet.set_column(column, column, min(max(longest, len(name)) + 2, _WIDEST))
            _ = sheet.write_string(0, column, name, heading)
        for number, row in enumerate(table.rows, start=1):
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
