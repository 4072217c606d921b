"""How a command refuses: one line on standard error and an exit code, never a traceback."""

import os
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
        return load_settings(os.environ, Path(".env"))
    except SettingsError as error:
        raise BadSetting(str(error)) from error
