"""Bringing a database's schema up to date."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_PROJECT: Final = Path(__file__).parents[3]


def configuration(database_url: str) -> Config:
    """Return Alembic's configuration for this database."""
    config = Config(toml_file=_PROJECT / "pyproject.toml")
    config.attributes["database_url"] = database_url
    return config


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the schema up to `revision`. Safe when several start at once: one works, the others wait for it."""
    command.upgrade(configuration(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the schema back to `revision`."""
    command.downgrade(configuration(database_url), revision)


def newest_revision() -> str | None:
    """Return the revision that this program's code expects."""
    return ScriptDirectory(str(_PROJECT / "migrations")).get_current_head()
