"""`python -m tests.citus`: the contracts on PostgreSQL, or what pytest is told, where the stand-in distributes them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from adapters.embedded.server import EmbeddedPostgres
from tests.citus.standing_in import owned, stand_in

_ALL: Final = ["tests/contracts", "-k", "postgres"]


def main() -> int:
    """Return pytest's exit code."""
    with (
        tempfile.TemporaryDirectory(prefix="orders-") as made,
        stand_in() as folder,
        EmbeddedPostgres(Path(made) / "pg", settings={"fsync": "off"}) as server,
        owned(server.url(), folder) as owner,
    ):
        line = [sys.executable, "-m", "pytest", *(sys.argv[1:] or _ALL)]
        return subprocess.run(line, env=os.environ | {"TESTED_DATABASE_URL": owner}, check=False).returncode  # noqa: S603 - ours


if __name__ == "__main__":
    sys.exit(main())
