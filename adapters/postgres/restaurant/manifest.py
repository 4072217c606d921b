"""What an export says of itself: which restaurant, of which schema, and what each of its files has to be."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Annotated, BinaryIO, Final
from uuid import UUID

import msgspec
from msgspec import Meta

NAME: Final = "manifest.json"
FORMAT: Final = 1
_PIECE: Final = 1 << 20
_ENCODER: Final = msgspec.json.Encoder()


class BadExport(Exception):
    """A folder is no export, or not one that can be brought in here; the text says why and what would help."""


class Missing(BadExport):
    """A file is not there."""


class Exported(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: the rows of a table, a line each, and the SHA-256 of the file in hexadecimal digits."""

    table: str
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.table}.jsonl"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The files of one restaurant's tables, each after those that it refers to, and the schema they are of."""

    format: int
    revision: Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]
    restaurant: UUID
    files: tuple[Exported, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all files."""
        return sum(each.rows for each in self.files)


class Tally:
    """Counts lines, and makes their SHA-256."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._rows = 0
        self._digest = hashlib.sha256()

    def add(self, lines: bytes) -> int:
        """Add whole lines, and return how many."""
        count = lines.count(b"\n")
        self._rows += count
        self._digest.update(lines)
        return count

    def exported(self) -> Exported:
        """Return what a file of these lines is."""
        return Exported(self._table, self._rows, self._digest.hexdigest())


def write_manifest(manifest: Manifest, file: BinaryIO) -> None:
    """Write it, for people to read as well."""
    _ = file.write(msgspec.json.format(_ENCODER.encode(manifest), indent=2) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of an export, or raise `BadExport`."""
    path = folder / NAME
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike Path's it never raises, whatever the name is
        raise BadExport(f"{folder} is no folder")
    try:
        with opened(path) as file:
            written = file.read()
    except Missing:
        raise BadExport(f"{folder} is no export, or one that was cut off: it has no {NAME}") from None
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadExport(f"{path} cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise BadExport(f"the export has format {manifest.format}, and this program reads {FORMAT}")
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Raise `BadExport` unless each file is what the manifest says."""
    for expected in manifest.files:
        path, tally, last = folder / expected.file, Tally(expected.table), b"\n"
        for lines in lines_in_pieces(path):
            _, last = tally.add(lines), lines
        if not last.endswith(b"\n"):
            raise BadExport(f"{path} is damaged: it ends within line {tally.exported().rows + 1}")
        if tally.exported() != expected:
            raise BadExport(f"{path} is damaged: it is not what {NAME} says of it")


def lines_in_pieces(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, so many at a time that memory does not grow with it."""
    with opened(path) as file:
        while lines := file.readlines(_PIECE):
            yield b"".join(lines)


def opened(path: Path) -> BinaryIO:
    """Return a file of an export, open, or raise `BadExport`."""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise BadExport(f"{path} is no file")
        return path.open("rb")
    except FileNotFoundError:
        raise Missing(f"{path} is missing") from None
    except OSError as error:
        raise BadExport(f"{path} cannot be read: {error.strerror}") from error
