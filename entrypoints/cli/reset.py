"""`reset`: the data of `run`, gone for good once the person says so."""

from contextlib import suppress
from typing import Final

import click

from entrypoints.cli.refusal import Refusal, read_settings

_DATABASE: Final = "postgres"
_SECRETS: Final = ("jwt-secret", "setup-token")
"""What the program makes in DATA_DIR beside the database; whatever else lies there is not its to remove."""


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(*, yes: bool) -> None:
    """Remove what `run` has kept in DATA_DIR: every order, user and product, and the secrets it made."""
    settings = read_settings()
    if settings.database_url is not None:
        raise Refusal("DATABASE_URL is set, and only the PostgreSQL that the program brings along is emptied")
    try:
        from adapters.embedded.errors import EmbeddedPostgresError, InUse
        from adapters.embedded.server import EmbeddedPostgres
    except ModuleNotFoundError as error:
        raise Refusal("DATABASE_URL is not set, and no PostgreSQL is installed along with this program") from error
    folder = settings.data_dir
    if not any((folder / name).exists() for name in (_DATABASE, *_SECRETS)):
        click.echo(f"Nothing is kept in {folder}.")
        return
    try:
        server = EmbeddedPostgres(folder / _DATABASE)
        server.hold()  # so that nothing is removed under a program that runs, and none starts while it is removed
        try:
            if not yes and not click.confirm(f"Remove every order, user and product in {folder.resolve()}, for good?"):
                raise Refusal("nothing was removed")
            server.remove()
        finally:
            server.stop()
        for name in _SECRETS:
            (folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # something of somebody else's is in it
            folder.rmdir()
    except InUse as error:
        raise Refusal(f"{error}: stop it first") from error
    except EmbeddedPostgresError as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(f"{folder} cannot be emptied: {error.strerror}") from error
    click.echo("Everything is gone; `make run` begins anew.")
