"""What mutmut changes: everything inside functions that have no decorator."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.mutants.mutant import ROOT, Mutant, mutant_of

_KEPT: Final = ROOT / "mutants"
"""mutmut's own folder: the program with every change in it, and what became of each."""
_KILLED: Final = {1, 3, 24, 36, 152, 255, -24}
"""mutmut's exit codes for a mutant at which a test failed, or for which time ran out."""
_STEP: Final = re.compile(r"(\d+)/(\d+) ")
_PHASE: Final = re.compile(r"(Generating mutants|Running stats|Running clean tests|Running forced fail test)")


def try_functions(processes: int, say: Callable[[str], None]) -> None:
    """Have mutmut try every change that no test has failed for so far, and say how far it is."""
    for copied in ("tests", "adapters", "entrypoints", "migrations"):
        shutil.rmtree(_KEPT / copied, ignore_errors=True)
    (_KEPT / "mutmut-stats.json").unlink(missing_ok=True)  # which test runs which function may have changed
    for meta in _KEPT.glob("**/*.meta"):
        verdicts = json.loads(meta.read_text(encoding="utf-8"))
        codes = verdicts["exit_code_by_key"]
        verdicts["exit_code_by_key"] = {key: code if code in _KILLED else None for key, code in codes.items()}
        _ = meta.write_text(json.dumps(verdicts), encoding="utf-8")
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(processes)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"}
    said = list[str]()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as mutmut:
        for line in mutmut.stdout or ():
            if step := _STEP.search(line):
                say(f"mutmut: {step[1]} of {step[2]} changes of functions")
            else:
                said.append(line)
                if phase := _PHASE.search(line):
                    say(f"mutmut: {phase[1]}")
    if mutmut.returncode:
        raise SystemExit("".join(said[-60:]) + "Error: mutmut failed; the tests have to pass first")


def function_mutants() -> Iterator[Mutant]:
    """Go through every change that mutmut tried."""
    for meta in sorted(_KEPT.glob("**/*.meta")):
        path = meta.relative_to(_KEPT).with_suffix("")
        if (ROOT / path).exists():
            codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
            yield from _mutants_of(path, {key.rpartition(".")[2]: code for key, code in codes.items()})


def _mutants_of(path: Path, codes: dict[str, int | None]) -> Iterator[Mutant]:
    lines = (_KEPT / path).read_text(encoding="utf-8").splitlines()
    spans = json.loads((_KEPT / f"{path}.spans").read_text(encoding="utf-8"))["spans"]
    starts = _starts((ROOT / path).read_text(encoding="utf-8"))

    def source(generated: str, name: str) -> list[str]:
        start, end = spans[generated]
        found = lines[start - 1 : end]
        first = next(number for number, line in enumerate(found) if f"def {generated}(" in line)
        return [found[first].replace(generated, name), *found[first + 1 :]]

    for generated, code in codes.items():
        mangled = generated.partition("__mutmut_")[0]
        *_, owner, name = ["", *mangled.split("ǁ")] if "ǁ" in mangled else ("", mangled.removeprefix("x_"))
        before, after = source(f"{mangled}__mutmut_orig", name), source(generated, name)
        yield mutant_of(str(path), before, after, first=starts[owner, name], survived=code not in _KILLED)


def _starts(text: str) -> dict[tuple[str, str], int]:
    """Return the line of each function's `def`, by the class it is in and its name."""
    tree = ast.parse(text)
    classes = [("", tree), *((node.name, node) for node in tree.body if isinstance(node, ast.ClassDef))]
    return {
        (owner, node.name): node.lineno
        for owner, parent in classes
        for node in parent.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
