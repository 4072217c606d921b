"""What every test can ask for: a running PostgreSQL, a database migrated, one clean, one bare.

Where TESTED_DATABASE_URL is set, the one that is migrated and cleaned is the one it names; no other is there.
"""

import asyncio
import gc
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Final

import asyncpg
import pytest
from hypothesis import settings

from adapters.embedded.server import EmbeddedPostgres
from adapters.postgres.kernel.migrations import upgrade
from tests.database import ask, empty
from tests.server import GIVEN, InUse, look, prepare, with_parameters

_NUMBERS: Final = count(1)

# Browsers are driven from a virtual environment of their own, by `make test-browser`.
collect_ignore: Final = [] if find_spec("playwright") else ["browser"]

settings.register_profile("shared machines", deadline=None)
settings.load_profile("shared machines")


_COUNTED: Final = "counted"
_RUNS_ON: Final = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Look at the database that was given, and refuse one that is in use."""
    config.stash[_RUNS_ON] = "PostgreSQL (plain) of their own"
    if GIVEN:
        try:
            config.stash[_RUNS_ON] = asyncio.run(look(GIVEN))
        except (InUse, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as refused:
            raise pytest.UsageError(str(refused)) from refused


def pytest_collection_finish() -> None:
    """Have the garbage collector pass over what lasts: thousands of tests, and all that they import.

    Looking through that can take seconds, in which a program that is tested in the same process answers nobody.
    Applications come and go here, of very many objects each: looked for less often, they are found as well.
    """
    _ = gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_report_header(config: pytest.Config) -> str:
    """Say on which PostgreSQL the tests run."""
    return f"database: {config.stash[_RUNS_ON]}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was counted, in front of the summary: a number proves more than a dot."""
    reports = (each for several in terminalreporter.stats.values() for each in several)
    told = [dict(each.user_properties) for each in reports if getattr(each, "when", "") == "call"]
    counts = [each[_COUNTED] for each in told if _COUNTED in each]
    if counts:
        terminalreporter.section("counts")
        for each in counts:
            terminalreporter.line(str(each))


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """A way to say what was counted, in the summary of the run, whichever process counts."""
    return partial(record_property, _COUNTED)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The loop that production runs on, too."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One PostgreSQL for all tests, or for those that no database given will do for. Nothing in it need last."""
    with tempfile.TemporaryDirectory(prefix="orders-") as folder:
        quick = {"fsync": "off", "full_page_writes": "off"}
        with EmbeddedPostgres(Path(folder) / "pg", settings=quick) as server:
            yield server


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with the newest schema: the one that was given, if any."""
    if GIVEN:
        prepare(GIVEN)
        yield with_parameters(GIVEN)
        asyncio.run(empty(GIVEN))
    else:
        yield request.getfixturevalue("own_url")


@pytest.fixture(scope="session")
def own_url(postgres: EmbeddedPostgres) -> str:
    """The address of such a database on a server of the tests' own."""
    upgrade(postgres.url())
    return postgres.url()


@pytest.fixture
def clean_database(request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in any table. Who needs to be a superuser says so, by `own_server`."""
    url: str = request.getfixturevalue("own_url" if request.node.get_closest_marker("own_server") else "postgres_url")
    asyncio.run(empty(url))
    return url


@pytest.fixture
def bare_database(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The address of a database of the test's own, without a schema."""
    name = f"bare_{next(_NUMBERS)}"
    _ = asyncio.run(ask(postgres.url(), f"CREATE DATABASE {name}"))
    yield postgres.url(name)
    _ = asyncio.run(ask(postgres.url(), f"DROP DATABASE {name} WITH (FORCE)"))
