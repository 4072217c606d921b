"""A stand-in for Citus, an extension of that name: where a PostgreSQL finds it, and databases distributed by it."""

import asyncio
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from adapters.postgres.kernel.distribution import distribute
from adapters.postgres.kernel.migrations import upgrade
from tests.database import ask

_FILES: Final = Path(__file__).parent / "extension"
_NUMBERS: Final = count()
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


@contextmanager
def owned(database_url: str, folder: Path) -> Generator[str]:
    """Migrate an empty database and distribute it, as an owner who is no superuser; yield their address."""
    owner = f"owner_{next(_NUMBERS)}"
    name = asyncio.run(ask(database_url, _NAME))[0][0]
    for statement in (f"CREATE ROLE {owner} LOGIN", f"ALTER DATABASE {name} OWNER TO {owner}"):
        _ = asyncio.run(ask(database_url, statement))
    theirs = database_url.replace("postgres@", f"{owner}@")
    upgrade(theirs)
    asyncio.run(create(database_url, folder))
    _ = asyncio.run(distribute(theirs))
    yield theirs
    for statement in (f"REASSIGN OWNED BY {owner} TO postgres", f"DROP OWNED BY {owner}", f"DROP ROLE {owner}"):
        _ = asyncio.run(ask(database_url, statement))
