"""How a command refuses: one line on standard error and an exit code, never a traceback."""

import os
from importlib.util import find_spec
from pathlib import Path

import click

from entrypoints.settings import Settings, SettingsError, load_settings


class Refusal(click.ClickException):
    """A command cannot do its work here; the text is the one line that says why and what would help."""


class BadSetting(Refusal):
    """A setting is missing, unknown or cannot be; the exit code is 2."""

    exit_code = 2


def read_settings() -> Settings:
    """Return the settings of this process, or refuse."""
    try:
        settings = load_settings(os.environ, Path(".env"))
    except SettingsError as error:
        raise BadSetting(str(error)) from error
    if settings.otel_exporter_otlp_endpoint is not None and find_spec("opentelemetry") is None:
        raise BadSetting(
            "OTEL_EXPORTER_OTLP_ENDPOINT needs the packages of requirements.txt: install it, or let `make` do"
        )
    if settings.database_url is not None and settings.storage == "postgres":
        _refuse_what_leads_nowhere(settings, settings.database_url)
    return settings


def not_here(slug: str) -> Refusal:
    """Return the refusal of a restaurant's name that none has."""
    return Refusal(f"there is no restaurant {slug} here")


def settings_of_a_database(*, memory: str) -> Settings:
    """Return the settings of this process, or refuse where it keeps things in memory, which does what `memory` says."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal(f"STORAGE is memory, which {memory}")
    return settings


def _refuse_what_leads_nowhere(settings: Settings, database_url: str) -> None:
    from adapters.postgres.kernel.addresses import read_address
    from adapters.postgres.kernel.parameters import BadAddress

    try:
        address = read_address(database_url)
    except BadAddress as error:
        raise BadSetting(f"DATABASE_URL cannot be followed: {error}") from error
    if settings.app_env == "production" and address.password is not None and address.password == address.user:
        raise BadSetting(
            "APP_ENV is production (as it is when not set), which refuses to start: the database's password is its "
            "user's name; with docker compose, set POSTGRES_PASSWORD"
        )
