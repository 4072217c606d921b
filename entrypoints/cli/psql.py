"""`psql`: a prompt in the database of the settings."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from urllib.parse import unquote

import click

from entrypoints.cli.database import database
from entrypoints.cli.refusal import Refusal, settings_of_a_database


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: Sequence[str]) -> None:
    """Open psql in the database, whether the program runs or not; ARGUMENTS are psql's own."""
    settings = settings_of_a_database(memory="no psql can look into")
    program = _program()
    with database(settings) as ready:
        url, environment = _without_password(ready.database_url or "")
        # At the prompt, Ctrl-C is psql's, which goes on; a handler that ignores is inherited, and this one is not.
        _ = signal.signal(signal.SIGINT, _leave_it_to_psql)
        ended = subprocess.run([program, url, *arguments], check=False, env=os.environ | environment)
    raise SystemExit(ended.returncode)


def _program() -> str:
    found = _brought() or shutil.which("psql")
    if found is None:
        raise Refusal(
            "there is no psql: install PostgreSQL's client; on Debian or Ubuntu: apt install postgresql-client"
        )
    return found


def _brought() -> str | None:
    try:
        from adapters.embedded.programs import installed_folder
    except ModuleNotFoundError:  # the image has no PostgreSQL inside
        return None
    from adapters.embedded.errors import EmbeddedPostgresError

    try:
        program = installed_folder() / "bin" / "psql"
    except EmbeddedPostgresError:
        return None
    return str(program) if program.exists() else None


def _leave_it_to_psql(_signal: int, _frame: object) -> None:
    pass


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """Return the address as everybody may see it in the list of processes, and the password where only psql does."""
    found = re.fullmatch(r"(\w+://[^/?@:]*):([^/?@]*)@(.*)", url)
    return (f"{found[1]}@{found[3]}", {"PGPASSWORD": unquote(found[2])}) if found else (url, {})
