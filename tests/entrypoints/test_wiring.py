"""The wiring: what is not chosen is not loaded."""

import subprocess
import sys

SERVED_FROM_MEMORY = """
import sys
from pathlib import Path
from entrypoints.asgi import create_with
from entrypoints.settings import load_settings

settings = {"STORAGE": "memory", "APP_ENV": "development", "JWT_SECRET_KEY": 32 * "long"}
_ = create_with(load_settings(settings, Path("none")))
print(*sorted({"alembic", "asyncpg", "sqlalchemy"} & sys.modules.keys()))
"""


def test_a_server_in_memory_loads_no_database_driver() -> None:
    ended = subprocess.run([sys.executable, "-c", SERVED_FROM_MEMORY], check=True, capture_output=True, text=True)
    assert ended.stdout == "\n"
