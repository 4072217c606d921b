"""The Makefile from nothing: in a folder that has what git has, and no more."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.entrypoints.cli.test_demo import free_port
from tests.entrypoints.cli.test_run import OURS

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MOST_MEGABYTES = 150
GIT, MAKE = shutil.which("git") or "git", shutil.which("make") or "make"
Make = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A way to make something in a fresh checkout, which is `tmp_path`."""
    tracked = subprocess.run([GIT, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in (name for name in tracked if not name.startswith("tests/") and (ROOT / name).exists()):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        _ = shutil.copy(ROOT / name, tmp_path / name)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS | {"PYTHON", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "args", "OTEL_EXPORTER_OTLP_ENDPOINT"}
    }

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [MAKE, *arguments], cwd=tmp_path, env=inherited | more, capture_output=True, text=True, check=False
        )

    return run


def megabytes(folder: Path) -> float:
    return sum(file.lstat().st_blocks for file in folder.rglob("*")) * 512 / 2**20


def test_running_takes_little_and_cleaning_leaves_nothing(
    make: Make, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    before = {each.name for each in tmp_path.iterdir()}
    bare = {"PYTHONDONTWRITEBYTECODE": ""}  # what Python keeps compiled counts, too
    migrated = make("migrate", PYTHON=sys.executable, **bare)
    if "no package index can be reached" in migrated.stderr:
        pytest.skip("there is no network")
    assert migrated.returncode == 0, migrated.stderr
    assert migrated.stdout == "The database has the newest schema.\n"
    assert "Installing " in migrated.stderr

    looked = make("psql", "args=-XAtc 'SELECT count(*) FROM restaurants'", **bare)
    assert (looked.stdout, looked.stderr) == ("1\n", "")
    alone = make("demo", PORT=str(free_port()), **bare)
    assert alone.stderr.startswith("Error: nothing answers at ")

    size = megabytes(tmp_path / ".venv")
    counted(f"running from nothing takes {size:.0f} MB of .venv")
    assert size < MOST_MEGABYTES

    line = [tmp_path / ".venv" / "bin" / "python", "-m", "entrypoints.cli", "purge"]
    traced = {
        "PATH": os.environ["PATH"],
        "APP_ENV": "development",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318",
    }
    refused = subprocess.run(line, cwd=tmp_path, env=traced, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert refused.stderr.startswith("Error: OTEL_EXPORTER_OTLP_ENDPOINT needs the packages of requirements.txt")

    assert make("reset", "args=--yes").returncode == 0
    assert make("clean").returncode == 0
    assert {each.name for each in tmp_path.iterdir()} == before
    assert not [*tmp_path.rglob("__pycache__")]


def test_a_python_that_is_too_old_or_not_there_is_one_line(make: Make, tmp_path: Path) -> None:
    old = tmp_path / "old"
    _ = old.write_text('#!/bin/sh\ncase "$1$2" in -c) ;; -cimport*) exit 1;; *) echo Python 3.9.2;; esac\n')
    old.chmod(0o755)
    for python, says in (("nowhere", "there is no nowhere that runs"), (str(old), f"{old} is Python 3.9.2; try: ")):
        said = make("purge", f"PYTHON={python}").stderr.splitlines()
        assert said[0].startswith(f"Error: Python 3.11 or newer is needed, and {says}")
        assert len(said) == 2  # the other is make's own
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("said", [["EMAIL="], []])
def test_whom_to_let_back_in_is_asked_for_and_never_read_by_the_shell(said: list[str]) -> None:
    dry = subprocess.run([MAKE, "-n", "recover", *said], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert dry.splitlines()[-1].endswith('recover "$EMAIL" --slug "$SLUG"')


@pytest.fixture
def installed(tmp_path: Path, make: Make) -> Make:
    """The same way, where all is installed, and Python only says what it is called with, an argument a line."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    _ = python.write_text('#!/bin/sh\n[ "$1" = -c ] || printf "%s\\n" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    _ = shutil.copy(tmp_path / "requirements-run.txt", tmp_path / ".venv" / "made-from")
    return make


@pytest.mark.parametrize("name", ["Bistro da Ana", 'Joe\'s "Bar" $HOME', "$(shell id), `id` & a \\ $$"])
def test_a_restaurant_is_called_what_was_typed(name: str, installed: Make) -> None:
    said = installed("restaurant", "SLUG=bistro", f"NAME={name}")
    assert said.stdout.splitlines() == ["-m", "entrypoints.cli", "restaurant", "--slug", "bistro", "--name", name]


def test_a_machines_name_is_no_restaurants(installed: Make) -> None:
    said = installed("restaurant", "SLUG=bistro", NAME="LAPTOP-7")
    assert said.stdout.splitlines()[-2:] == ["--name", ""]


def test_a_migration_without_a_message_is_refused_before_anything_is_installed(make: Make, tmp_path: Path) -> None:
    said = make("migration")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith('say what changes: make migration m="orders have tables"\n')
    assert not (tmp_path / ".venv").exists()


def test_help_is_in_two_columns(make: Make) -> None:
    names = re.findall(r"^  make [a-z-]+ +", make("help").stdout, re.MULTILINE)
    assert "  make bench-restaurants " in names
    assert len({len(name) for name in names}) == 1


def test_cleaning_removes_whatever_git_ignores_but_data_and_settings() -> None:
    ignored = {
        line.strip("/")
        for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    cleaned = set(re.split(r"[\s\\]+", MAKEFILE.split("@rm -rf ")[1].split("\n\t@")[0]))
    assert ignored - {".data", ".env", "__pycache__"} <= cleaned


def test_running_and_looking_after_it_needs_no_tools_of_developers() -> None:
    needs = dict(re.findall(r"^([a-z-]+): (to-[a-z]+) ##", MAKEFILE, re.MULTILINE))
    running = {
        "run",
        "migrate",
        "distribute",
        "demo",
        "export",
        "forget",
        "history",
        "import",
        "psql",
        "purge",
        "recover",
        "reset",
        "restaurant",
        "verify-audit",
        "verify-days",
        "verify-rollups",
    }
    assert {name for name, need in needs.items() if need == "to-run"} == running


def test_traces_are_installed_where_they_are_asked_for(make: Make, tmp_path: Path) -> None:
    both = "requirements-run.txt requirements.txt"
    assert both not in make("-n", "purge").stdout
    assert both in make("-n", "purge", OTEL_EXPORTER_OTLP_ENDPOINT="http://localhost:4318").stdout
    _ = (tmp_path / ".env").write_text("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\n")
    assert both in make("-n", "purge").stdout


def test_what_checks_a_change_elsewhere_is_what_checks_it_here() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    oldest = re.findall(
        r'^requires-python = ">=(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    image = re.findall(r"^FROM python:(\d+\.\d+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    job = workflow["jobs"]["run"]
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert job["strategy"]["matrix"]["python"] == [*oldest, image[0]]
