"""ARCHITECTURE's glossary is true: every word of the domain and of the ports is in it, and none that is gone."""

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import application
import domain
from tests.architecture.test_use_cases import FILES, name_after

ROOT: Final = Path(__file__).parents[2]
SECTION: Final = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("\n## Glossary\n")[1].split("\n## ")[0]
ROWS: Final = [line.strip("| ").split(" | ") for line in SECTION.splitlines() if line.startswith("| ")][1:]
WORDS: Final = [word for word, _ in ROWS]
BESIDE: Final = {"up", "down", "in", "out", "with", "everywhere", "report"}
"""Words of a use case's name that are part of its verb, or say that it is a report."""


def singular(words: str) -> str:
    return re.sub(r"s$", "", re.sub(r"ies$", "y", words.lower()))


def words_of(name: str) -> list[str]:
    return re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)


def plain(name: str) -> str:
    """Return a name of the code as the glossary would have it: `OrderCounts` as `order count`."""
    return singular(" ".join(words_of(name)))


ENTRIES: Final = {singular(word) for word in WORDS}
USE_CASES: Final = [name_after(file) for file in FILES]


def classes() -> Iterator[str]:
    """Go through what the domain and the ports are made of: every class that is no refusal and no use case."""
    for package in (domain, application):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(import_module(module.name)).items():
                if (
                    inspect.isclass(value)
                    and value.__module__ == module.name
                    and not issubclass(value, Exception)
                    and not name.startswith("_")
                    and name not in USE_CASES
                ):
                    yield name


def defined() -> Iterator[str]:
    """Go through every name that the program gives to something."""
    for layer in ("domain", "application", "adapters", "entrypoints"):
        for path in (ROOT / layer).rglob("*.py"):
            yield path.stem
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                        yield node.name
                    case ast.Name(ctx=ast.Store()):
                        yield node.id
                    case _:
                        pass


def is_told(use_case: str) -> bool:
    """Tell whether what a use case is about is in the glossary: its name without the verb."""
    _, *others = words_of(use_case)
    return all(singular(word) in ENTRIES for word in others if word.lower() not in BESIDE)


CLASSES: Final = sorted(set(classes()))
DEFINED: Final = {plain(name) for name in defined()}


def test_there_is_something_to_look_at() -> None:
    assert {"Order", "Orders", "UnitOfWork", "OrderFilter"} <= set(CLASSES)
    assert len(ROWS) > 50


@pytest.mark.parametrize("name", CLASSES)
def test_every_entity_value_and_port_is_in_the_glossary(name: str) -> None:
    assert plain(name) in ENTRIES, f"the glossary in ARCHITECTURE.md has no line on {plain(name)!r}"


@pytest.mark.parametrize("use_case", USE_CASES)
def test_what_a_use_case_is_about_is_in_the_glossary(use_case: str) -> None:
    assert is_told(use_case)


@pytest.mark.parametrize("word", WORDS)
def test_no_entry_is_about_what_does_not_exist(word: str) -> None:
    assert singular(word) in DEFINED, f"nothing in the program is called {word!r} any more: its line can go"


def test_a_word_is_there_once_and_where_one_looks_for_it() -> None:
    assert sorted(set(WORDS)) == WORDS


@pytest.mark.parametrize("name", ["GiftVoucher", "Vouchers"])
def test_a_new_aggregate_is_missed(name: str) -> None:
    assert plain(name) not in ENTRIES
    assert not is_told(f"Open{name}")
