"""What every test can ask for: a running PostgreSQL, a database migrated, one clean, one bare."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from adapters.embedded.server import EmbeddedPostgres
from adapters.postgres.kernel.migrations import upgrade
from tests.database import ask, empty

_NUMBERS: Final = count(1)

settings.register_profile("shared machines", deadline=None)
settings.load_profile("shared machines")


_COUNTED: Final = "counted"


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
    """One PostgreSQL for all tests. Nothing in it need outlive a power cut."""
    with tempfile.TemporaryDirectory(prefix="orders-") as folder:
        quick = {"fsync": "off", "full_page_writes": "off"}
        with EmbeddedPostgres(Path(folder) / "pg", settings=quick) as server:
            yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: EmbeddedPostgres) -> str:
    """The address of a database with the newest schema."""
    upgrade(postgres.url())
    return postgres.url()


@pytest.fixture
def clean_database(postgres_url: str) -> str:
    """The same, with nothing in any table."""
    asyncio.run(empty(postgres_url))
    return postgres_url


@pytest.fixture
def bare_database(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The address of a database of the test's own, without a schema."""
    name = f"bare_{next(_NUMBERS)}"
    _ = asyncio.run(ask(postgres.url(), f"CREATE DATABASE {name}"))
    yield postgres.url(name)
    _ = asyncio.run(ask(postgres.url(), f"DROP DATABASE {name} WITH (FORCE)"))
