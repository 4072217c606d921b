"""The console's files, read once: what a browser is sent, and by which tag it knows that it has it."""

import gzip
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("files")
_SERVICE_WORKER: Final = "service-worker.js"
PAGE: Final = "index.html"
MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class ConsoleFile:
    """A file as it is sent: as it is, and compressed."""

    media_type: str
    content: bytes
    compressed: bytes
    tag: str
    """Its `ETag`, with quotes."""
    runs: bool
    """Whether it runs by a policy of its own. What a page loads runs by the page's: it need not be sent with each."""


def _sent(name: str, content: bytes) -> ConsoleFile:
    return ConsoleFile(
        media_type=MEDIA_TYPES[Path(name).suffix],
        content=content,
        compressed=gzip.compress(content, mtime=0),
        tag=f'"{sha256(content).hexdigest()[:32]}"',
        runs=name in {PAGE, _SERVICE_WORKER},
    )


def _read() -> dict[str, ConsoleFile]:
    found = {
        each.relative_to(_FOLDER).as_posix(): each.read_bytes()
        for each in sorted(_FOLDER.rglob("*"))
        if each.suffix in MEDIA_TYPES
    }
    kept = [name for name in found if name != _SERVICE_WORKER]
    version = sha256(b"".join(name.encode() + sha256(content).digest() for name, content in found.items())).hexdigest()
    # The worker is written for these files: when one of them changes it is another worker, and browsers fetch anew.
    beginning = f"const VERSION = {json.dumps(version[:32])};\nconst FILES = {json.dumps(kept)};\n"
    found[_SERVICE_WORKER] = beginning.encode() + found[_SERVICE_WORKER]
    return {name: _sent(name, content) for name, content in found.items()}


FILES: Final = _read()
"""By name below `/app/`, so that no path of a request reaches the file system."""
