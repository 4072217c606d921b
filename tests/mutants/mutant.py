"""A mutant: one small change of the program, and whether the tests notice it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
EQUIVALENTS: Final = Path(__file__).parent / "equivalents.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A change of a line: what stands in `file` as `before` (stripped of its indentation) became `after`."""

    file: str
    line: int
    before: str
    after: str
    survived: bool

    def __str__(self) -> str:
        """Write it as lines of the table."""
        return f"{self.file}:{self.line}\n  - {self.before}\n  + {self.after}"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change of a line after which the program does the same, and why."""

    file: str
    before: str
    after: Sequence[str]
    because: str

    def __contains__(self, mutant: Mutant) -> bool:
        """Tell whether the mutant is this change."""
        return (mutant.file, mutant.before) == (self.file, self.before) and mutant.after in self.after


def equivalents() -> Sequence[Equivalent]:
    """Return what is said in `equivalents.toml`."""
    return [Equivalent(**each) for each in tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["equivalent"]]


def mutant_of(file: str, before: Sequence[str], after: Sequence[str], *, first: int, survived: bool) -> Mutant:
    """Return what differs in these lines of a file, of which the first is numbered `first`."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    _, start, end, new_start, new_end = next(step for step in steps if step[0] != "equal")
    return Mutant(
        file=file,
        line=first + start,
        before=" ".join(line.strip() for line in before[start:end]),
        after=" ".join(line.strip() for line in after[new_start:new_end]),
        survived=survived,
    )
