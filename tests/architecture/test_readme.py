"""README is true: its endpoints are the application's, its settings are the program's."""

import re
from datetime import time
from pathlib import Path

import msgspec

from entrypoints.asgi import create_with
from entrypoints.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BESIDE = re.compile(r"/docs/.*|/app/.*|/openapi(/.*)?|/favicon\.ico")
"""What belongs to the pages of the API reference and of the console, and the place Litestar keeps for its own."""


def rows(heading: str) -> list[list[str]]:
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def test_the_endpoint_table_holds_every_route_and_no_other() -> None:
    development = Settings(app_env="development", storage="memory", jwt_secret_key="s" * 32)
    routes = {
        (method, re.sub(r":[a-z]+}", "}", route.path_format))
        for mode in ("open", "managed")
        for route in create_with(msgspec.structs.replace(development, auth_mode=mode)).routes
        for method in getattr(route, "methods", ())
        if method not in {"HEAD", "OPTIONS"} and not BESIDE.fullmatch(route.path)
    }

    told = [tuple(call.strip("`").split(" ")) for call, _ in rows("Endpoints")]

    assert set(told) == routes
    assert len(told) == len(routes)


def test_the_settings_table_holds_every_setting_with_its_default_and_no_other() -> None:
    defaults = {
        name.upper(): default.strftime("%H:%M") if isinstance(default, time) else str(default or "")
        for name, default in msgspec.structs.asdict(Settings()).items()
    }

    told = {name.strip("`"): default.strip("`") for name, default, _ in rows("Settings")}

    assert told == defaults
