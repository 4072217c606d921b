"""Twins: every adapter that keeps things on PostgreSQL has one in memory, and one contract test for both."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POSTGRES, MEMORY, CONTRACTS = ROOT / "adapters/postgres", ROOT / "adapters/memory", ROOT / "tests/contracts"


def ports() -> list[str]:
    """Return every port of the application, by its name: what has something for adapters to do."""
    modules = [ast.parse(each.read_text(encoding="utf-8")) for each in (ROOT / "application").glob("*/*.py")]
    return sorted(
        node.name
        for module in modules
        for node in module.body
        if isinstance(node, ast.ClassDef) and "(Protocol" in (said := ast.unparse(node)) and "@abstractmethod" in said
    )


PORTS = ports()


def ports_kept_in(module: Path) -> set[str]:
    """Return the ports of the application that classes of this module say they are."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    parents = [base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
    return {parent.id for parent in parents if isinstance(parent, ast.Name)} & {*PORTS}


def keepers(folder: Path) -> list[str]:
    """Return `context/name` of each adapter in this folder."""
    modules = sorted(folder.glob("*/*.py"))
    return [f"{module.parent.name}/{module.stem}" for module in modules if ports_kept_in(module)]


def test_there_are_adapters_to_look_at() -> None:
    assert {"kernel/unit_of_work", "catalogue/products", "ordering/orders", "people/waiters"} <= set(keepers(POSTGRES))


def test_both_technologies_keep_the_same() -> None:
    assert keepers(MEMORY) == keepers(POSTGRES)


@pytest.mark.parametrize("adapter", keepers(POSTGRES))
def test_twins_are_the_same_ports(adapter: str) -> None:
    assert ports_kept_in(MEMORY / f"{adapter}.py") == ports_kept_in(POSTGRES / f"{adapter}.py")


@pytest.mark.parametrize("adapter", keepers(POSTGRES))
def test_twins_share_a_contract_test(adapter: str) -> None:
    context, name = adapter.split("/")

    assert (CONTRACTS / context / f"test_{name}.py").is_file()


@pytest.mark.parametrize("port", PORTS)
def test_every_port_has_a_contract_test_that_says_so(port: str) -> None:
    told = [
        ast.get_docstring(ast.parse(each.read_text(encoding="utf-8"))) or "" for each in CONTRACTS.rglob("test_*.py")
    ]

    assert any(f"`{port}`" in each for each in told)
