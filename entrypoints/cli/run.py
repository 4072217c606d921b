"""`run`: everything up, in order, and everything down again."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import click
import msgspec

from entrypoints.cli.database import database, is_set_up, open_restaurant, upgrade_schema
from entrypoints.cli.port import free_address
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.cli.secret_file import secret_in
from entrypoints.cli.stopping import interrupt_once
from entrypoints.logging import start_line
from entrypoints.settings import Settings


@click.command()
def run() -> None:
    """Serve the API until Ctrl-C, with a PostgreSQL of its own unless DATABASE_URL names one."""
    settings = _with_secret(read_settings())
    address = free_address(settings.host, settings.port)
    # Until the server listens for signals itself, every way to stop it arrives here.
    interrupt_once()
    with suppress(KeyboardInterrupt):
        if settings.storage == "memory":
            click.echo(
                start_line(settings, "STORAGE is memory: one worker serves, and everything is forgotten when it stops")
            )
            _serve(_with_setup_token(msgspec.structs.replace(settings, workers=1), is_done=False), address)
        else:
            with database(settings) as ready:
                upgrade_schema(ready)
                open_restaurant(ready)
                _serve(_with_setup_token(ready, is_done=is_set_up(ready)), address)


def _serve(settings: Settings, address: str) -> None:
    from entrypoints.cli.server import serve

    # The workers read their settings as any process does, so what was found out here goes into their environment.
    os.environ["DATABASE_URL"] = settings.database_url or ""
    os.environ["JWT_SECRET_KEY"] = settings.jwt_secret_key or ""
    os.environ["SETUP_TOKEN"] = settings.setup_token or ""
    if settings.metrics_port is None:
        serve(settings, address)
        return
    with tempfile.TemporaryDirectory(prefix="orders-metrics-") as folder:
        _serve_metrics(folder, free_address(settings.metrics_host, settings.metrics_port), settings.metrics_port)
        serve(settings, address)


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
        raise Refusal(f"DATA_DIR {settings.data_dir} cannot be written: {error.strerror}") from error


def _with_setup_token(settings: Settings, *, is_done: bool) -> Settings:
    """Return settings with a token for the first manager, as long as there is none; then the token's file goes."""
    if settings.auth_mode == "open":
        return settings
    token_file = settings.data_dir / "setup-token"
    try:
        if is_done:
            token_file.unlink(missing_ok=True)
            return settings
        if settings.setup_token is not None:
            return settings
        token = secret_in(token_file)
    except OSError as error:
        raise Refusal(f"DATA_DIR {settings.data_dir} cannot be written: {error.strerror}") from error
    click.echo(
        start_line(
            settings,
            f"Nobody manages this restaurant yet; {token_file} has the Setup-Token that makes the first manager",
        )
    )
    return msgspec.structs.replace(settings, setup_token=token)
