"""What a command says to call next can be called: by make where make called it, and without make elsewhere."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from entrypoints.cli.__main__ import main
from entrypoints.cli.call import reopening

TARGETS = re.findall(r"^([a-z-]+):", (Path(__file__).parents[3] / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
WITHOUT = "python -m entrypoints.cli "


@pytest.mark.parametrize("name", ["recover", "export", "forget", "import"])
def test_what_is_missing_is_shown_as_it_is_called_here(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by_make = CliRunner().invoke(main, [name])
    assert by_make.exit_code == 2
    target = by_make.output.partition(": make ")[2].split()[0]
    assert target == name
    assert target in TARGETS

    monkeypatch.delenv("MAKELEVEL")
    without = CliRunner().invoke(main, [name])
    assert without.exit_code == 2
    assert "make" not in without.output
    called, *arguments = shlex.split(without.output.partition(WITHOUT)[2])
    assert called == name
    assert main.commands[called].make_context(called, arguments).args == []


def test_a_closed_restaurant_is_opened_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reopening("bistro") == "make restaurant SLUG=bistro args=--reopen"
    monkeypatch.delenv("MAKELEVEL")
    called, *arguments = shlex.split(reopening("bistro").removeprefix(WITHOUT))
    told = main.commands[called].make_context(called, arguments).params
    assert (told["slug"], told["reopen"]) == ("bistro", True)
