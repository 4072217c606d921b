"""What fills `.venv`: pip itself, from locks and packages made here, so that it needs no network."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE = 110.0


class Shelf:
    """A folder of wheels, the locks that name them, and an environment to fill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venv = folder / "venv"
        self.python = self.venv / "bin" / "python"

    def wheel(self, name: str, version: str) -> str:
        """Make a package with one module, and return how a lock names it."""
        made = self.folder / f"{name}-{version}-py3-none-any.whl"
        about = f"{name}-{version}.dist-info"
        with zipfile.ZipFile(made, "w") as wheel:
            wheel.writestr(f"{name}.py", f"version = '{version}'\n")
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", f"{name}.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(made.read_bytes()).hexdigest()}\n"

    def lock(self, name: str, *packages: str) -> Path:
        """Write a lock."""
        lock = self.folder / f"requirements-{name}.txt"
        _ = lock.write_text("".join(packages), encoding="utf-8")
        return lock

    def install(
        self, *arguments: object, by: str | Path = sys.executable, more: dict[str, str] | None = None
    ) -> tuple[int, Sequence[str]]:
        """Run the installation; return its exit code and the lines it said."""
        bare = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        alone = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.folder)}
        line = [by, "-m", "entrypoints.cli.install", str(self.venv), *(str(each) for each in arguments)]
        ended = subprocess.run(
            line, cwd=ROOT, env=bare | (alone if more is None else more), capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        return ended.returncode, ended.stderr.splitlines()

    def has(self, name: str) -> str:
        """Return the version of what can be imported, or nothing."""
        line = [str(self.python), "-c", f"import {name}; print({name}.version)"]
        return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_changed_lock_changes_what_changed_beside_a_program_that_runs(shelf: Shelf) -> None:
    spoon, fork, knife = shelf.wheel("spoon", "1"), shelf.wheel("fork", "1"), shelf.wheel("knife", "1")
    run, dev = shelf.lock("run", spoon, fork), shelf.lock("dev", spoon, fork, knife)
    code, said = shelf.install(run, "--or", dev)
    assert code == 0, said
    assert said[0] == f"Installing 2 packages into {shelf.venv}, once"
    assert said[-1].startswith(f"{shelf.venv} is ready, after ")
    assert [shelf.has(each) for each in ("spoon", "fork", "knife")] == ["1", "1", ""]
    assert not (shelf.venv / "bin" / "pip").exists()
    assert shelf.install(run, "--or", dev) == (0, [])

    waits = "import spoon, sys; sys.stdin.read(); import fork; print(spoon.version)"
    with subprocess.Popen(
        [shelf.python, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        # fork is nobody's any more; spoon is newer.
        run, dev = shelf.lock("run", shelf.wheel("spoon", "2")), shelf.lock("dev", shelf.wheel("spoon", "2"), fork)
        python = shelf.python.lstat().st_ino
        assert shelf.install(run, "--or", dev)[0] == 0
        assert shelf.python.lstat().st_ino == python
        assert program.communicate("", timeout=PATIENCE)[0] == "1\n"
    assert shelf.has("spoon") == "2"

    dev = shelf.lock("dev", shelf.wheel("spoon", "2"), knife)
    assert shelf.install(dev)[0] == 0
    assert shelf.install(run, "--or", dev) == (0, [])
    assert [shelf.has(each) for each in ("spoon", "fork", "knife")] == ["2", "1", "1"]


def test_a_python_without_pip_is_enough_and_what_no_lock_names_any_more_goes(shelf: Shelf, tmp_path: Path) -> None:
    python = tmp_path / "bare" / "bin" / "python"
    _ = subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    spoon, fork = shelf.wheel("spoon", "1"), shelf.wheel("fork", "1")
    assert shelf.install(shelf.lock("run", spoon, fork), by=python)[0] == 0
    assert [shelf.has(each) for each in ("spoon", "fork")] == ["1", "1"]
    assert shelf.install(shelf.lock("run", spoon))[0] == 0
    assert [shelf.has(each) for each in ("spoon", "fork")] == ["1", ""]


def test_what_was_interrupted_is_made_whole(shelf: Shelf) -> None:
    run = shelf.lock("run", shelf.wheel("spoon", "1"))
    assert shelf.install(run)[0] == 0
    # As it is after a power cut in the midst of unpacking: pip believes in what it finds.
    (shelf.venv / "made-from").unlink()
    (shelf.venv / "unfinished").touch()
    for module in shelf.venv.glob("lib/python*/site-packages/spoon.py"):
        module.unlink()

    assert shelf.install(run)[0] == 0

    assert shelf.has("spoon") == "1"
    assert shelf.install(run) == (0, [])


def test_without_a_network_it_says_so_and_changes_nothing(shelf: Shelf) -> None:
    run = shelf.lock("run", shelf.wheel("spoon", "1"))
    assert shelf.install(run)[0] == 0
    run = shelf.lock("run", shelf.wheel("spoon", "2"))

    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1"}
    code, said = shelf.install(run, more=nowhere)

    assert code == 1
    assert said[-1].startswith("Error: no package index can be reached: is there a network? Nothing was changed (")
    assert shelf.has("spoon") == "1"
    assert not (shelf.venv / "unfinished").exists()


def test_a_package_that_is_not_what_was_locked_is_refused(shelf: Shelf) -> None:
    _ = shelf.wheel("spoon", "1")
    code, said = shelf.install(shelf.lock("run", f"spoon==1 --hash=sha256:{'0' * 64}\n"))
    assert code == 1
    assert said[-1].startswith("Error: not everything could be installed: ")
    assert shelf.has("spoon") == ""


def test_another_python_than_the_environments_is_refused(shelf: Shelf) -> None:
    run = shelf.lock("run", shelf.wheel("spoon", "1"))
    shelf.python.parent.mkdir(parents=True)
    _ = shelf.python.write_text("#!/bin/sh\necho '[3, 9, 1]'\n")
    shelf.python.chmod(0o755)

    code, said = shelf.install(run, "--this-python")

    ours = ".".join(map(str, sys.version_info[:3]))
    says = f"is one of Python 3.9.1, and {sys.executable} is {ours}; to change: make clean, then this again"
    assert (code, said) == (1, [f"Error: {shelf.venv} {says}"])
