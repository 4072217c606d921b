"""What an export says of itself: which restaurant, of which schema, and what each of its files has to be."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

import msgspec

NAME: Final = "manifest.json"
FORMAT: Final = 1
_PIECE: Final = 1 << 20
_ENCODER: Final = msgspec.json.Encoder()


class BadExport(Exception):
    """A folder is no export, or not one that can be brought in here; the text says why and what would help."""


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
    revision: str
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
    if not folder.is_dir():
        raise BadExport(f"{folder} is no folder")
    try:
        written = (folder / NAME).read_bytes()
    except FileNotFoundError:
        raise BadExport(f"{folder} is no export, or one that was cut off: it has no {NAME}") from None
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadExport(f"{folder / NAME} cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise BadExport(f"the export has format {manifest.format}, and this program reads {FORMAT}")
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Raise `BadExport` unless each file is what the manifest says."""
    for expected in manifest.files:
        path, tally = folder / expected.file, Tally(expected.table)
        try:
            for lines in lines_in_pieces(path):
                _ = tally.add(lines)
        except FileNotFoundError:
            raise BadExport(f"{path} is missing") from None
        if tally.exported() != expected:
            raise BadExport(f"{path} is damaged: it is not what {NAME} says of it")


def lines_in_pieces(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, so many at a time that memory does not grow with it."""
    with path.open("rb") as file:
        while lines := file.readlines(_PIECE):
            yield b"".join(lines)
