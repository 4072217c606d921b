"""Every module: what it says about itself, how long it is, what it may name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "application", "adapters", "entrypoints", "migrations")
MOST_LINES = 200
VAGUE_ENDINGS = ("Service", "Manager", "Helper", "Impl", "Base", "DTO", "Utils")


def modules_of(*rooms: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for room in rooms for path in (ROOT / room).rglob("*.py"))


def source_of(module: str) -> str:
    return (ROOT / module).read_text(encoding="utf-8")


def nodes_of(module: str) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(source_of(module)))


MODULES = modules_of(*ROOMS)
EVERY_MODULE = modules_of(*ROOMS, "tests")
PACKAGES = [module for module in MODULES if module.endswith("__init__.py")]


def test_there_are_modules_to_look_at() -> None:
    assert {module.split("/")[0] for module in EVERY_MODULE} == {*ROOMS, "tests"}


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_a_module_says_what_lives_in_it(module: str) -> None:
    assert ast.get_docstring(ast.parse(source_of(module)))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short(module: str) -> None:
    assert len(source_of(module).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", PACKAGES)
def test_a_package_is_a_door_plate(module: str) -> None:
    tree = ast.parse(source_of(module))

    assert len(tree.body) == 1
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("folder", sorted({str(Path(module).parent) for module in modules_of(*ROOMS[:4])}))
def test_every_folder_of_the_program_is_a_package(folder: str) -> None:
    assert (ROOT / folder / "__init__.py").is_file()


@pytest.mark.parametrize("module", modules_of("domain"))
def test_the_domain_waits_for_nothing(module: str) -> None:
    waiting = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)

    assert [node for node in nodes_of(module) if isinstance(node, waiting)] == []


@pytest.mark.parametrize("module", EVERY_MODULE)
def test_annotations_are_there_at_run_time(module: str) -> None:
    for node in nodes_of(module):
        match node:
            case ast.ImportFrom(module="__future__"):
                pytest.fail("the frameworks read annotations at run time")
            case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING") | ast.alias(name="TYPE_CHECKING"):
                pytest.fail("what is imported for type checkers only is missing at run time")
            case _:
                pass


@pytest.mark.parametrize("module", MODULES)
def test_no_class_has_a_name_that_says_nothing(module: str) -> None:
    classes = [node.name for node in nodes_of(module) if isinstance(node, ast.ClassDef)]

    assert [name for name in classes if name.endswith(VAGUE_ENDINGS)] == []
