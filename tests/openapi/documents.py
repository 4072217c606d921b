"""The OpenAPI document of each mode, as it is committed: what changes for clients is seen in a change's own lines."""

import json
from pathlib import Path
from typing import Final, Literal

import msgspec

from entrypoints.asgi import create_with
from entrypoints.http.kernel.document import document
from entrypoints.settings import Settings

Mode = Literal["open", "managed"]

MODES: Final[tuple[Mode, ...]] = ("open", "managed")


def committed(mode: Mode) -> Path:
    """Return the file that holds the document of this mode."""
    return Path(__file__).with_name(f"{mode}.json")


def made(mode: Mode) -> str:
    """Return the document that the program makes in this mode, laid out to be read."""
    settings = Settings(app_env="development", storage="memory", jwt_secret_key="x" * 40, auth_mode=mode)
    return json.dumps(msgspec.to_builtins(document(create_with(settings))), indent=1, ensure_ascii=False) + "\n"
