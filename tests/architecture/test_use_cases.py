"""Use cases: one a file, named like it, and each to be had from the container."""

import ast
from pathlib import Path

import pytest

from entrypoints.wiring.use_cases import USE_CASES

ROOT = Path(__file__).parents[2]
FILES = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "application").glob("*/*.py")
    if "def __call__" in path.read_text(encoding="utf-8")
)


def classes_in(file: str) -> list[ast.ClassDef]:
    return [
        node for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)
    ]


def name_after(file: str) -> str:
    return "".join(word.capitalize() for word in Path(file).stem.split("_"))


def test_there_are_use_cases_to_look_at() -> None:
    assert {"application/ordering/place_order.py", "application/access/sign_in.py"} <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_a_use_case_has_a_file_of_its_own_and_its_name(file: str) -> None:
    assert [node.name for node in classes_in(file)] == [name_after(file)]


@pytest.mark.parametrize("file", FILES)
def test_a_use_case_is_a_frozen_dataclass_called_by_keyword(file: str) -> None:
    (use_case,) = classes_in(file)
    kinds = (ast.AsyncFunctionDef, ast.FunctionDef)  # what other use cases are made of may be done at once
    (call,) = [node for node in use_case.body if isinstance(node, kinds) and node.name == "__call__"]

    assert [ast.unparse(each) for each in use_case.decorator_list] == ["dataclass(frozen=True, slots=True)"]
    assert [argument.arg for argument in call.args.args] == ["self"]
    assert ast.get_docstring(call)


def test_every_use_case_is_provided_and_nothing_else() -> None:
    provided = {factory.provides.type_hint.__name__ for factory in USE_CASES.factories}

    assert provided == {name_after(file) for file in FILES}
