"""Check the types of the console's files, with TypeScript, against the shapes of the OpenAPI document."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Final

import pytest

from tests.openapi.documents import committed
from tests.openapi.generators import NODE, node_modules, run

FILES: Final = Path(__file__).parents[2] / "entrypoints" / "console" / "files"
_OPTIONS: Final = {
    "allowJs": True,
    "checkJs": True,
    "noEmit": True,
    "strict": True,
    "noUncheckedIndexedAccess": True,
    "target": "es2024",
    "module": "es2022",
    "moduleResolution": "bundler",
    "lib": ["es2024", "dom", "dom.iterable", "dom.asynciterable"],
    "types": [],
}
_OF_ANOTHER_WORLD: Final = "service-worker.js"
"""It has no page: its globals are others."""


def main() -> None:
    """Print what TypeScript says, and exit with 1 where it says something."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            modules = node_modules()
        except pytest.skip.Exception as skipped:
            sys.exit(f"not checked: {skipped}")
        program = modules / "@hey-api/openapi-ts/bin/run.js"
        _ = run(
            NODE / "node", program, "-i", committed("managed"), "-o", "api", "-p", "@hey-api/typescript", folder=folder
        )
        project = {
            "compilerOptions": {**_OPTIONS, "paths": {"openapi": [str(folder / "api" / "types.gen.ts")]}},
            "include": [f"{FILES}/**/*.js"],
            "exclude": [f"{FILES}/{_OF_ANOTHER_WORLD}"],
        }
        _ = (folder / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
        try:
            _ = run(NODE / "node", modules / "typescript/bin/tsc", "--project", ".", "--pretty", "false", folder=folder)
        except AssertionError as refused:
            sys.exit(str(refused).replace(f"{FILES.parents[2]}/", ""))


if __name__ == "__main__":
    main()
