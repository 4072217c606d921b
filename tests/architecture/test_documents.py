"""What the documents name is there: files and folders, classes, functions and commands of make."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
LAYERS: Final = ("domain", "application", "adapters", "entrypoints", "migrations", "tests")
DOCUMENTS: Final = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "DEPLOY.md")
PATHS: Final = sorted(
    str(path.relative_to(ROOT))
    for layer in (*LAYERS, ".github", ".ci")
    for path in (ROOT / layer).rglob("*")
    if "__pycache__" not in path.parts
)
PATTERN: Final = re.compile(r"(layer/|\w+/(\w+/)?X$|DATA_DIR/|/)")
"""How paths begin that stand for several, or for what is made on a machine or asked of the API."""
EXAMPLE: Final = re.compile(r"\n## Add a use case.*?(?=\n## )", re.DOTALL)
"""It names what would be there if one did as it says."""


def quoted(document: str) -> list[str]:
    text = EXAMPLE.sub("", (ROOT / document).read_text(encoding="utf-8"))
    return sorted(set(re.findall(r"`([^`\n]+)`", text)))


def defined() -> Iterator[str]:
    for path in PATHS:
        if path.endswith(".py"):
            for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    yield node.name


NAMES: Final = frozenset(defined())


def is_there(path: str) -> bool:
    return (ROOT / path).exists() or any(each.endswith(f"/{path.rstrip('/')}") for each in PATHS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_is_there(document: str) -> None:
    paths = [each for each in quoted(document) if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", each) and "/" in each]

    assert [each for each in paths if not PATTERN.match(each) and not is_there(each)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_class_is_there(document: str) -> None:
    classes = [each.partition(".")[0] for each in quoted(document) if re.fullmatch(r"([A-Z][a-z]+){2,}(\.\w+)?", each)]

    assert [each for each in classes if each not in NAMES] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_function_is_there(document: str) -> None:
    functions = [
        match[1] for each in quoted(document) if (match := re.fullmatch(r"(?:\w+\.)?([a-z_]+)\([^)]*\)", each))
    ]

    assert [each for each in functions if each not in NAMES] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_make_is_there(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = [match[1] for each in quoted(document) if (match := re.match(r"make ([a-z-]+)", each))]

    assert [each for each in commands if each not in targets] == []


def test_there_is_something_to_look_at() -> None:
    assert any("/" in each for each in quoted("ARCHITECTURE.md"))
    assert {"UnitOfWork", "answer"} <= NAMES
    assert not is_there("adapters/postgres/staff")
