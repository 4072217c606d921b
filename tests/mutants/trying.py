"""Trying changes of values, each in a process of its own, with the fast tests."""

import hashlib
import json
import os
import resource
import signal
import sys
import tomllib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final, NamedTuple

import pytest

from tests.mutants.mutant import ROOT, Mutant, mutant_of
from tests.mutants.values import changes_of

_MUTMUT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
_TESTS: Final[list[str]] = _MUTMUT["pytest_add_cli_args_test_selection"]
_OURS: Final = {*_MUTMUT["source_paths"], *_MUTMUT["also_copy"], "tests"}
_KEPT: Final = ROOT / "mutants"
_KILLED: Final = _KEPT / "values.json"
"""Changes for which a test failed: they need not be tried again while their module stays as it is."""
_LONGEST_SECONDS: Final = 60
"""Of the processor's time. A change that makes a test go on for ever is noticed, too."""


class _Tried(NamedTuple):
    path: Path
    before: str
    after: str

    @property
    def key(self) -> str:
        """What tells one change from another, also where the program moves elsewhere."""
        return hashlib.sha256(repr((str(self.path.relative_to(ROOT)), self.before, self.after)).encode()).hexdigest()


def value_mutants(processes: int, say: Callable[[str], None]) -> Iterator[Mutant]:
    """Try every change that no test has failed for so far, say how far it is, and go through all of them."""
    everything = [
        _Tried(path, source, (text[: change.start] + change.text.encode() + text[change.end :]).decode())
        for folder in _MUTMUT["source_paths"]
        for path in sorted((ROOT / folder).rglob("*.py"))
        for source in [path.read_text(encoding="utf-8")]
        for text in [source.encode()]
        for change in changes_of(source)
    ]
    killed: set[str] = set(json.loads(_KILLED.read_text(encoding="utf-8"))) if _KILLED.exists() else set()
    left = [each for each in everything if each.key not in killed]
    for number, (each, survived) in enumerate(_in_processes(left, processes), 1):
        if not survived:
            killed.add(each.key)
            _ = _KILLED.write_text(json.dumps(sorted(killed)), encoding="utf-8")
        say(f"values: {len(everything) - len(left) + number} of {len(everything)} changes")
    for each in everything:
        file, survived = str(each.path.relative_to(ROOT)), each.key not in killed
        yield mutant_of(file, each.before.splitlines(), each.after.splitlines(), first=1, survived=survived)


def _in_processes(tried: Sequence[_Tried], processes: int) -> Iterator[tuple[_Tried, bool]]:
    """Go through what is tried as it ends, and whether it survived."""
    if tried:
        _load_packages()
    left, running = [*reversed(tried)], dict[int, _Tried]()
    try:
        while left or running:
            while left and len(running) < processes:
                each = left.pop()
                if not (child := os.fork()):
                    _try(each)
                running[child] = each
            child, status = os.wait()
            yield running.pop(child), status == 0
    finally:
        for child in running:
            os.kill(child, signal.SIGKILL)


def _load_packages() -> None:
    """Load what all tests import, once for all processes, and forget what of it is ours: each loads that anew."""
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(_KEPT / "hypothesis")
    os.chdir(ROOT)
    with _silence():
        ended = pytest.main(["--collect-only", "--quiet", "-p", "no:cacheprovider", *_TESTS])
    if ended:
        raise SystemExit("Error: the tests cannot be collected")
    for name in [*sys.modules]:
        if name.partition(".")[0] in _OURS and not name.startswith("tests.mutants"):
            del sys.modules[name]


def _try(each: _Tried) -> None:
    """End this process: with 0 where every test passes, those of the module's own room first."""
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST_SECONDS, _LONGEST_SECONDS))
    room = Path("tests", *each.path.relative_to(ROOT).parts[:2])
    sys.meta_path[:0] = [_Finder(each)]
    ended: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        with _silence():
            for tests in ([str(room)] if room.exists() else [], _TESTS):
                ended = pytest.main(["--exitfirst", "--quiet", "-p", "no:cacheprovider", *tests]) if tests else 0
                if ended not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
                    break
    finally:
        os._exit(ended)


class _Loader(SourceFileLoader):
    """Loads the module that is changed, as it has become."""

    def __init__(self, name: str, each: _Tried) -> None:
        super().__init__(name, str(each.path))
        self.becomes = each.after

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - as it is declared
        return compile(self.becomes, self.path, "exec", dont_inherit=True)


class _Finder:
    """Finds the module that is changed, before Python does."""

    def __init__(self, each: _Tried) -> None:
        self.each = each
        self.name = ".".join(each.path.relative_to(ROOT).with_suffix("").parts)

    def find_spec(self, name: str, path: object, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        if name != self.name:
            return None
        return spec_from_file_location(name, self.each.path, loader=_Loader(name, self.each))


@contextmanager
def _silence() -> Generator[None]:
    """Send what pytest says nowhere: of a change it only matters whether a test fails."""
    _ = sys.stdout.flush()
    said = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for number in (1, 2):
            _ = os.dup2(nowhere, number)
        yield
    finally:
        _ = sys.stdout.flush()
        for number, before in enumerate(said, 1):
            _ = os.dup2(before, number)
            os.close(before)
        os.close(nowhere)
