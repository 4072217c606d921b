"""The layers: who may import whom, as pyproject.toml writes it down, and nothing foreign inside."""

import ast
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[2]
OWN = {"domain": {"domain"}, "application": {"application", "domain"}}
INSIDE = sorted(str(path.relative_to(ROOT)) for room in OWN for path in (ROOT / room).rglob("*.py"))


def imported_by(module: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names.update(alias.name for alias in node.names)
            case ast.ImportFrom(module=str(name)):
                names.add(name)
            case _:
                pass
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("module", INSIDE)
def test_nothing_foreign_is_imported_inside(module: str) -> None:
    own = OWN[module.split("/", maxsplit=1)[0]]

    assert imported_by(module) - own - sys.stdlib_module_names == set()


def test_the_contracts_between_the_layers_hold(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out
