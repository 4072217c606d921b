"""`reset`: what `run` has kept goes, once the person says so; nothing else does."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from entrypoints.cli.__main__ import main
from tests.entrypoints.cli.test_run import environment


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of a restaurant, beside something that is none of ours."""
    data = tmp_path / "data"
    (data / "postgres" / "data").mkdir(parents=True)
    for made in ("postgres/data/PG_VERSION", "jwt-secret", "setup-token", "photos"):
        (data / made).touch()
    return data


def told(data: Path, *arguments: str, answer: str = "", **settings: str) -> Result:
    return CliRunner().invoke(main, ["reset", *arguments], input=answer, env=environment(data, 5000, **settings))


def kept(data: Path) -> set[str]:
    return {each.name for each in data.iterdir()}


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_it_asks_first_and_no_answer_is_no(data: Path, answer: str) -> None:
    said = told(data, answer=answer)
    assert said.exit_code == 1
    assert f"Remove every order, user and product in {data}, for good?" in said.output
    assert kept(data) == {"postgres", "jwt-secret", "setup-token", "photos"}


def test_what_was_kept_goes_and_what_is_not_ours_stays(data: Path) -> None:
    said = told(data, answer="y\n")
    assert said.exit_code == 0, said.output
    assert said.output.endswith("Everything is gone; `make run` begins anew.\n")
    assert kept(data) == {"photos"}
    assert told(data, "--yes").output == f"Nothing is kept in {data}.\n"


def test_an_empty_folder_goes_too(data: Path) -> None:
    (data / "photos").unlink()
    assert told(data, "--yes").exit_code == 0
    assert not data.exists()


def test_a_database_of_somebody_elses_is_not_emptied(data: Path) -> None:
    said = told(data, "--yes", DATABASE_URL="postgresql://orders@127.0.0.1/orders")
    assert (said.exit_code, said.output) == (
        1,
        "Error: DATABASE_URL is set, and only the PostgreSQL that the program brings along is emptied\n",
    )
    assert "postgres" in kept(data)
