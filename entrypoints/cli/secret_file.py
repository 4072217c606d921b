"""Secrets that nobody chose: made once, and kept in a file."""

import os
import secrets
import tempfile
from pathlib import Path

from entrypoints.settings import Settings


def token_file(settings: Settings) -> Path:
    """Return where the setup token of the first restaurant is kept, as long as it is good."""
    return settings.data_dir / "setup-token"


def secret_in(file: Path) -> str:
    """Return the secret in this file, made when missing, for its owner only. Raises `OSError` if it cannot be."""
    data_dir = file.parent
    if not file.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        # Linked into place when complete: of two processes at once, the second reads the first one's.
        descriptor, made = tempfile.mkstemp(prefix=f"{file.name}-", dir=data_dir)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as new:
                _ = new.write(secrets.token_urlsafe(48))
            os.link(made, file)
        except FileExistsError:
            pass
        finally:
            Path(made).unlink()
    return file.read_text(encoding="ascii")
