"""Trying changes of values, each in a copy of the program, with the fast tests."""

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from tests.mutants.mutant import ROOT, Mutant, changed
from tests.mutants.values import Change, changes_of

_MUTMUT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
_TESTS: Final[list[str]] = _MUTMUT["pytest_add_cli_args_test_selection"]
_COPIED: Final = (*_MUTMUT["source_paths"], *_MUTMUT["also_copy"], "tests")
_KEPT: Final = ROOT / "mutants" / "values.json"
"""Changes for which a test failed: they need not be tried again while their module stays as it is."""
_LONGEST_SECONDS: Final = 120


def value_mutants(processes: int, say: Callable[[str], None]) -> Iterator[Mutant]:
    """Try every change that no test has failed for so far, say how far it is, and go through all of them."""
    killed: set[str] = set(json.loads(_KEPT.read_text(encoding="utf-8"))) if _KEPT.exists() else set()
    everything = [
        (path, source, change)
        for folder in _MUTMUT["source_paths"]
        for path in sorted((ROOT / folder).rglob("*.py"))
        for source in [path.read_text(encoding="utf-8")]
        for change in changes_of(source)
    ]
    copies = SimpleQueue[Path]()
    for number in range(processes):
        copies.put(_copy(ROOT / "mutants" / f"copy-{number}"))

    def survives(path: Path, source: str, change: Change) -> bool:
        if _key(path, source, change) in killed:
            return False
        copy = copies.get()
        try:
            return _survives(copy, path.relative_to(ROOT), _mutated(source, change))
        finally:
            copies.put(copy)

    pool = ThreadPoolExecutor(processes)
    try:
        tried = pool.map(survives, *zip(*everything, strict=True))
        for number, (each, survived) in enumerate(zip(everything, tried, strict=True), 1):
            path, source, change = each
            if not survived:
                killed.add(_key(*each))
                _ = _KEPT.write_text(json.dumps(sorted(killed)), encoding="utf-8")
            say(f"values: {number} of {len(everything)} changes")
            mutant = Mutant(file=str(path.relative_to(ROOT)), line=1, before="", after="", survived=survived)
            yield changed(mutant, source.splitlines(), _mutated(source, change).splitlines())
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C waits for what is being tried, and for no more


def _copy(folder: Path) -> Path:
    for name in _COPIED:
        shutil.rmtree(folder / name, ignore_errors=True)
        _ = shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    _ = shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _mutated(source: str, change: Change) -> str:
    text = source.encode()
    return (text[: change.start] + change.text.encode() + text[change.end :]).decode()


def _key(path: Path, source: str, change: Change) -> str:
    return hashlib.sha256(repr((str(path.relative_to(ROOT)), source, change)).encode()).hexdigest()


def _survives(copy: Path, module: Path, mutated: str) -> bool:
    """Tell whether every test passes: first those of the module's own room, which most often do not."""
    path = copy / module
    original = path.read_text(encoding="utf-8")
    own = Path("tests", *module.parts[:2])
    try:
        _write(path, mutated)
        return all(_pass(copy, tests) for tests in ([str(own)], _TESTS) if (copy / tests[0]).exists())
    finally:
        _write(path, original)


def _write(path: Path, text: str) -> None:
    """Write a module, and forget what Python kept of it: that is told by the second and the length."""
    _ = path.write_text(text, encoding="utf-8")
    for kept in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        kept.unlink()


def _pass(copy: Path, tests: list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "--exitfirst", "--quiet", "-p", "no:cacheprovider", *tests]
    try:
        ended = subprocess.run(command, cwd=copy, check=False, capture_output=True, timeout=_LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode in (0, 5)  # 5: there are no tests in this room
