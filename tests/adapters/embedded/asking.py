"""Asking an embedded PostgreSQL, by the psql that it came with."""

import subprocess

from adapters.embedded.server import EmbeddedPostgres


def ask(server: EmbeddedPostgres, *statements: str) -> str:
    """Return what the statements answer, or raise `CalledProcessError`."""
    command = [str(server.bin_folder / "psql"), "-XqAt", server.url(), *(f"--command={each}" for each in statements)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
