"""`run`: everything up, in order, and everything down again."""

import os
import tempfile
from pathlib import Path

import click
import msgspec

from application.access.offer_setup_token import Standing
from entrypoints.cli.call import call
from entrypoints.cli.database import database, open_restaurant, upgrade_schema
from entrypoints.cli.port import free_address
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.cli.secret_file import secret_in, token_file
from entrypoints.cli.starting import Start
from entrypoints.logging import start_line
from entrypoints.settings import Settings


@click.command()
def run() -> None:
    """Serve the API until Ctrl-C, with a PostgreSQL of its own unless DATABASE_URL names one."""
    settings = _with_secret(read_settings())
    chosen = settings.setup_token is not None
    address = free_address(settings.host, settings.port)
    with Start() as start:
        if settings.storage == "memory":
            click.echo(
                start_line(settings, "STORAGE is memory: one worker serves, and everything is forgotten when it stops")
            )
            alone = _with_setup_token(msgspec.structs.replace(settings, workers=1))
            _tell_of_setup(settings, "good" if settings.auth_mode == "managed" else None, chosen=chosen)
            _serve(alone, address, start)
        else:
            with database(settings, start) as ready:
                start.go_on()
                upgrade_schema(ready)
                start.go_on()
                _tell_of_setup(ready, open_restaurant(ready, _with_setup_token(ready).setup_token), chosen=chosen)
                _serve(ready, address, start)


def _serve(settings: Settings, address: str, start: Start) -> None:
    from entrypoints.cli.server import serve

    start.go_on()
    # The workers read their settings as any process does, so what was found out here goes into their environment.
    os.environ["DATABASE_URL"] = settings.database_url or ""
    os.environ["JWT_SECRET_KEY"] = settings.jwt_secret_key or ""
    os.environ["SETUP_TOKEN"] = settings.setup_token or ""
    if settings.metrics_port is None:
        serve(settings, address, start)
        return
    with tempfile.TemporaryDirectory(prefix="orders-metrics-") as folder:
        _serve_metrics(folder, free_address(settings.metrics_host, settings.metrics_port), settings.metrics_port)
        serve(settings, address, start)


def _serve_metrics(folder: str, address: str, port: int) -> None:
    # The library looks for this when it is first imported, here and in every worker.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    from entrypoints.metrics import serve_metrics

    serve_metrics(Path(folder), address, port)


def _with_secret(settings: Settings) -> Settings:
    if settings.jwt_secret_key is not None:
        return settings
    try:
        return msgspec.structs.replace(settings, jwt_secret_key=secret_in(settings.data_dir / "jwt-secret"))
    except OSError as error:
        raise _unwritable(settings, error) from error


def _with_setup_token(settings: Settings) -> Settings:
    """Return settings that have, where people are managed, a token for the first manager: out of a file if need be."""
    if settings.auth_mode == "open" or settings.setup_token is not None:
        return settings
    try:
        return msgspec.structs.replace(settings, setup_token=secret_in(token_file(settings)))
    except OSError as error:
        raise _unwritable(settings, error) from error


def _tell_of_setup(settings: Settings, standing: Standing | None, *, chosen: bool) -> None:
    """Say what makes the first manager; a file whose token does not is removed."""
    file = token_file(settings)
    if standing in {"used", "replaced"}:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(settings, error) from error
    if standing == "replaced":
        slug = settings.restaurant_slug
        another = call(f"restaurant SLUG={slug} args=--new-setup-token", f"restaurant --slug {slug} --new-setup-token")
        click.echo(
            start_line(
                settings,
                "Nobody manages this restaurant yet; the Setup-Token that was made last makes the first manager. "
                f"Another one in its place: {another}",
            )
        )
    if standing == "good" and not chosen:
        click.echo(
            start_line(
                settings, f"Nobody manages this restaurant yet; {file} has the Setup-Token that makes the first manager"
            )
        )


def _unwritable(settings: Settings, error: OSError) -> Refusal:
    return Refusal(f"DATA_DIR {settings.data_dir} cannot be written: {error.strerror}")
