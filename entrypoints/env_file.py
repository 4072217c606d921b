"""The file `.env`, read as it is written."""

from pathlib import Path

from dotenv.parser import parse_stream


class SettingsError(ValueError):
    """A setting is missing, unknown or malformed; the text is one line that says which and what is expected."""


def read_env_file(env_file: Path) -> dict[str, str]:
    """Return what the file sets; nothing where there is none. Raises `SettingsError`."""
    try:
        with env_file.open(encoding="utf-8") as stream:
            bindings = list(parse_stream(stream))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        message = f"{env_file} cannot be read: {error}"
        raise SettingsError(message) from error
    read: dict[str, str] = {}
    for binding in bindings:
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingsError(f"{env_file}, line {binding.original.line}: expected NAME=value")
        if binding.key is not None and binding.value is not None:
            read[binding.key] = binding.value
    return read
