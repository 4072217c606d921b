"""What is changed where mutmut changes nothing, and that each change is a program again."""

import ast

import pytest

from tests.mutants.mutant import mutant_of
from tests.mutants.values import changes_of

SOURCE = '''"""A module."""

Id = NewType("Id", int)
Key = Id | str
MOST: Final = 10**2
WAIT = timedelta(seconds=15)
LETTERS = "ab" "c"


class Thing:
    """A thing."""

    says = "No é"
    price: int | None = None
    shown: str = field(repr=False)

    @property
    def half(self) -> int:
        """Half of it."""
        return self.price // 2 if self.price is not None and not self.free else 0

    @abstractmethod
    def twice(self, times: int = 2) -> int:
        """Twice."""

    def __new__(cls, free: bool) -> Self:
        return object.__new__(cls)

    def undecorated(self) -> int:
        return 3
'''
CONDITION = "self.price is not None and not self.free"
HALF = f"return self.price // 2 if {CONDITION} else 0"


def mutated(source: str) -> list[str]:
    """Return the source after each change."""
    text = source.encode()
    return [
        (text[: change.start] + change.text.encode() + text[change.end :]).decode() for change in changes_of(source)
    ]


def test_every_change_is_a_program() -> None:
    for source in mutated(SOURCE):
        assert ast.dump(ast.parse(source)) != ast.dump(ast.parse(SOURCE))


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("MOST: Final = 10**2", ["None", "10*2", "11**2", "10**3"]),
        ("WAIT = timedelta(seconds=15)", ["None", "timedelta(seconds=16)"]),
        ('LETTERS = "ab" "c"', ['"XXab" "c"']),
        ("price: int | None = None", ['""']),
        ("shown: str = field(repr=False)", ["None", "field(repr=True)"]),
        ("return object.__new__(cls)", ["return object.__new__(None)"]),
        (
            HALF,
            [HALF.replace(CONDITION, f"(({CONDITION}) {each})") for each in ("and False", "or True")]
            + [
                HALF.replace(old, new)
                for old, new in (
                    (" and ", " or "),
                    (" is not ", " is "),
                    ("not self.free", "self.free"),
                    ("//", "/"),
                    ("// 2", "// 3"),
                    ("else 0", "else 1"),
                )
            ],
        ),
    ],
)
def test_a_value_is_changed_in_every_way_that_mutmut_would(line: str, becomes: list[str]) -> None:
    before = SOURCE.splitlines()
    found = [mutant_of("thing.py", before, source.splitlines(), first=1, survived=False) for source in mutated(SOURCE)]
    start = line[: line.index("= ") + 2] if "return" not in line else ""
    assert {each.after for each in found if each.before == line} == {start + each for each in becomes}
    assert {each.line for each in found if each.before == line} == {[each.strip() for each in before].index(line) + 1}


def test_what_others_hold_or_nobody_runs_is_left_alone() -> None:
    told = [line for source in mutated(SOURCE) for line in set(SOURCE.splitlines()) - set(source.splitlines())]
    assert not any(
        word in line for line in told for word in ("NewType", "Key", "says", "times", "undecorated", "return 3")
    )
