"""A stand-in for Citus, an extension of that name: where a PostgreSQL finds it, and databases distributed by it."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from adapters.postgres.kernel.distribution import distribute
from tests.database import ask

_FILES: Final = Path(__file__).parent / "extension"
_NAME: Final = "SELECT current_database()"


@contextmanager
def stand_in() -> Generator[Path]:
    """Put the extension's files where the account of any PostgreSQL can read them; yield their folder."""
    with tempfile.TemporaryDirectory(prefix="orders-citus-") as made:
        folder = Path(made)
        _ = shutil.copytree(_FILES, folder / "extension")
        for each in (folder, *folder.rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)
        yield folder


async def make_available(database_url: str, folder: Path) -> None:
    """Have this database, and no other, see the extension: new sessions of it do."""
    name = (await ask(database_url, _NAME))[0][0]
    _ = await ask(database_url, f"ALTER DATABASE {name} SET extension_control_path = '{folder}:$system'")


async def create(database_url: str, folder: Path) -> None:
    """Have the extension in this database."""
    await make_available(database_url, folder)
    _ = await ask(database_url, "CREATE EXTENSION citus")


async def distributed(database_url: str, folder: Path) -> None:
    """Distribute this database, which is migrated."""
    await create(database_url, folder)
    _ = await distribute(database_url)
