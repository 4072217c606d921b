"""`export`, `forget` and `import` as a person meets them: what they print, what they ask, and how they refuse."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from application.kernel.pages import PageRequest
from domain.kernel.ids import RestaurantId
from entrypoints.cli.export import export
from entrypoints.cli.forget import forget
from entrypoints.cli.import_ import import_
from entrypoints.cli.migrate import migrate
from entrypoints.cli.recover import recover
from entrypoints.cli.restaurant import restaurant
from entrypoints.cli.verify_audit import verify_audit
from entrypoints.cli.verify_rollups import verify_rollups
from tests.adapters.postgres.full import SAID, fill
from tests.contracts.things import a_line, an_order, keep
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, a_restaurant, open_both
from tests.database import ask

SECRETS = "The files hold hashes of passwords, and what webhooks are signed with: keep them as you keep the database.\n"


@pytest.fixture
def installation(clean_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database with two restaurants, which the settings name."""
    use(clean_database, tmp_path, monkeypatch)

    async def work() -> None:
        world = OnPostgres(clean_database)
        _ = await open_both(world)
        for each in (OURS, NEXT_DOOR):
            await fill(world, each)
        room = world.room()
        await room.work.commit(None, room.restaurants.follow_settings(OURS, SAID))
        await world.close()

    asyncio.run(work())
    return clean_database


def use(database_url: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"APP_ENV": "development", "DATABASE_URL": database_url, "DATA_DIR": str(data)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("JWT_SECRET_KEY", "s" * 32)


def slug(restaurant: RestaurantId) -> str:
    return a_restaurant(restaurant).slug


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, env=dict(os.environ))


def restaurants(database_url: str) -> list[str]:
    return sorted(name for (name,) in asyncio.run(ask(database_url, "SELECT name FROM restaurants")))


def exports(data: Path) -> list[Path]:
    return sorted(data.glob("exports/*"))


def test_an_export_says_how_much_there_was_and_where_it_is(installation: str, tmp_path: Path) -> None:
    for command, *more in ((export,), (forget, "--keep")):
        said = run(command, slug(NEXT_DOOR), *more)
        folder = exports(tmp_path)[-1]
        assert said.exit_code == 0, said.output
        rows = r"[\d,]+ rows exported: [\d.]+ s, [\d,]+ a second\n"
        assert re.fullmatch(rows + re.escape(f"Export: {folder}\n{SECRETS}"), said.output)
        assert re.fullmatch(rf"{slug(NEXT_DOOR)}-\d{{8}}T\d{{6}}\.\d{{6}}Z", folder.name)
    assert len(exports(tmp_path)) == 2
    assert restaurants(installation) == ["Next door", "Trattoria"]


def test_what_is_forgotten_is_exported_and_comes_into_an_empty_database_where_it_holds(
    installation: str, bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(forget, slug(NEXT_DOOR), "--yes")
    assert said.exit_code == 0, said.output
    assert "rows exported and deleted:" in said.output
    assert restaurants(installation) == ["Trattoria"]

    use(bare_database, tmp_path, monkeypatch)
    said = run(import_, str(exports(tmp_path)[0]))
    assert said.exit_code == 0, said.output
    assert re.fullmatch(
        r"[\d,]+ rows brought in: [\d.]+ s, [\d,]+ a second\nIts people sign in anew, with the secrets they had; "
        r"its devices are paired anew; its webhooks are off.\n",
        said.output,
    )
    assert restaurants(bare_database) == ["Next door"]
    assert run(verify_rollups).exit_code == 0
    assert run(verify_audit).exit_code == 0


def test_the_first_restaurant_is_forgotten_last(installation: str, tmp_path: Path) -> None:
    said = run(forget, slug(OURS), "--yes")
    assert said.exit_code == 1
    assert said.output == (
        f"Error: {slug(OURS)} is the first restaurant, and another one would take its place: forget the others first\n"
    )
    assert exports(tmp_path) == []
    token = tmp_path / "setup-token"
    _ = token.write_text("used")
    assert "No restaurant is left" not in run(forget, slug(NEXT_DOOR), "--yes").output
    assert token.exists()
    said = run(forget, slug(OURS), "--yes")
    assert said.exit_code == 0, said.output
    assert (
        "No restaurant is left: signing in is answered 404, and /health/ready 503. The next start opens one,"
        in said.output
    )
    assert restaurants(installation) == []
    assert not token.exists()


def test_the_closing_is_in_the_audit_as_the_reopening_is(installation: str, tmp_path: Path) -> None:
    _ = (tmp_path / "exports").write_text("no folder")
    assert run(forget, slug(NEXT_DOOR), "--yes").exit_code == 1
    assert run(restaurant, "--slug", slug(NEXT_DOOR), "--reopen").exit_code == 0
    changes = "SELECT details, actor_id FROM audit WHERE restaurant_id = $1 ORDER BY number"
    assert asyncio.run(ask(installation, changes, NEXT_DOOR))[-2:] == [
        ('{"open": "no"}', None),
        ('{"open": "yes"}', None),
    ]
    assert run(verify_audit).exit_code == 0


def test_what_is_asked_at_a_terminal_offers_no_answer(installation: str) -> None:
    terminal, stdin = os.openpty()
    line = [sys.executable, "-m", "entrypoints.cli", "forget", slug(NEXT_DOOR)]
    with subprocess.Popen(line, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as asking:
        _ = os.write(terminal, b"\n")
        said, _ = asking.communicate(timeout=60)
    os.close(terminal)
    os.close(stdin)
    assert f"Type {slug(NEXT_DOOR)} to go on: " in said
    assert "nothing was deleted" in said
    assert restaurants(installation) == ["Next door", "Trattoria"]


def test_the_restaurants_are_listed(installation: str) -> None:
    _ = asyncio.run(ask(installation, "UPDATE restaurants SET is_open = false WHERE id = $1", NEXT_DOOR))
    _ = asyncio.run(ask(installation, "DELETE FROM setups WHERE restaurant_id = $1", NEXT_DOOR))
    said = run(restaurant)
    assert (said.exit_code, said.output) == (
        0,
        f"{slug(OURS)}  open    set up      Trattoria\n{slug(NEXT_DOOR)}  closed  not set up  Next door\n",
    )


def test_of_what_is_wanted_of_a_restaurant_nothing_is_dropped(installation: str) -> None:
    _ = asyncio.run(ask(installation, "UPDATE restaurants SET is_open = false"))
    _ = asyncio.run(ask(installation, "DELETE FROM setups"))
    both = ("--slug", slug(NEXT_DOOR), "--reopen", "--new-setup-token")
    for how in ("again", "already"):
        said = run(restaurant, *both)
        assert said.exit_code == 0, said.output
        opened, token = said.output.splitlines()
        assert opened == f"{slug(NEXT_DOOR)} is open {how}"
        assert token.startswith("Where people are managed, this Setup-Token makes its first manager, once: ")
    for wanted in both[2:]:
        said = run(restaurant, wanted)
        assert (said.exit_code, said.output[:30]) == (2, "Error: say which restaurant: m")


def test_of_a_closed_one_it_is_said_that_it_lets_nobody_in_yet(installation: str) -> None:
    _ = asyncio.run(ask(installation, "UPDATE restaurants SET is_open = false"))
    _ = asyncio.run(ask(installation, "DELETE FROM setups"))
    for said in (
        run(restaurant, "--slug", slug(NEXT_DOOR), "--new-setup-token"),
        run(recover, "ann@example.com", "--slug", slug(NEXT_DOOR)),
    ):
        assert said.exit_code == 0, said.output
        assert said.output.splitlines()[-1] == (
            f"{slug(NEXT_DOOR)} is closed, and lets nobody in. To open it first: "
            f"make restaurant SLUG={slug(NEXT_DOOR)} args=--reopen"
        )


def test_without_a_terminal_nothing_is_deleted_unless_it_is_said_twice(installation: str, tmp_path: Path) -> None:
    said = run(forget, slug(NEXT_DOOR))
    assert (said.exit_code, said.output) == (
        1,
        "Error: nobody is at a terminal to be asked: --yes says that it is meant (for make: args=--yes)\n",
    )
    assert exports(tmp_path) == []
    assert restaurants(installation) == ["Next door", "Trattoria"]


def test_one_that_is_here_is_not_brought_in_and_an_older_one_takes_nobodys_place(
    installation: str, tmp_path: Path
) -> None:
    for each in (OURS, NEXT_DOOR):
        assert run(export, slug(each)).exit_code == 0
    ours, next_door = exports(tmp_path)
    said = run(import_, str(next_door))
    assert (said.exit_code, said.output) == (1, f"Error: the restaurant {NEXT_DOOR} is here already\n")
    for each in (NEXT_DOOR, OURS):
        assert run(forget, slug(each), "--yes").exit_code == 0
    for each in (next_door, ours):
        assert run(import_, str(each)).exit_code == 0
    said = run(forget, slug(NEXT_DOOR), "--yes")
    assert said.output.startswith(f"Error: {slug(NEXT_DOOR)} is the first restaurant, ")
    assert restaurants(installation) == ["Next door", "Trattoria"]


def test_where_the_first_one_does_not_follow_the_settings_yet_none_is_brought_in(
    installation: str, tmp_path: Path
) -> None:
    assert run(forget, slug(NEXT_DOOR), "--yes").exit_code == 0
    _ = asyncio.run(ask(installation, "UPDATE restaurants SET settings_followed = NULL"))
    said = run(import_, str(exports(tmp_path)[0]))
    assert (said.exit_code, said.output) == (
        1,
        f"Error: {slug(OURS)} does not follow the settings yet: `make migrate` first, or start the program\n",
    )


def test_it_is_closed_first_and_under_a_steady_stream_of_orders_it_is_gone_soon(
    installation: str, tmp_path: Path
) -> None:
    said: list[Result] = []

    async def orders_until_it_is_gone() -> int:
        world, placed = OnPostgres(installation), 0
        room = world.room(NEXT_DOOR)
        ann, [soup] = (
            await room.waiters.with_email("ann@example.com"),
            await room.products.page(name_part="", page=PageRequest(1, 1)),
        )
        forgetting = asyncio.create_task(asyncio.to_thread(run, forget, slug(NEXT_DOOR), "--yes"))
        while (await room.restaurants.get(NEXT_DOOR)).is_open:  # as each request looks first
            await keep(room, an_order(ann, a_line(soup)))
            placed += 1
        said.append(await forgetting)
        await world.close()
        return placed

    placed = asyncio.run(orders_until_it_is_gone())
    assert said[0].exit_code == 0, said[0].output
    assert placed > 0
    assert len((exports(tmp_path)[0] / "orders.jsonl").read_bytes().splitlines()) == placed + 2
    assert restaurants(installation) == ["Trattoria"]


def test_where_it_is_refused_it_says_how_to_open_it_again_and_that_does(installation: str, tmp_path: Path) -> None:
    _ = (tmp_path / "exports").write_text("no folder")
    said = run(forget, slug(NEXT_DOOR), "--yes")
    assert said.exit_code == 1
    assert said.output.splitlines()[0] == (
        f"{slug(NEXT_DOOR)} was closed. To open it again: make restaurant SLUG={slug(NEXT_DOOR)} args=--reopen"
    )
    assert said.output.splitlines()[1].startswith("Error: the export cannot be written: ")
    is_open = "SELECT is_open FROM restaurants WHERE slug = $1"
    assert asyncio.run(ask(installation, is_open, slug(NEXT_DOOR))) == [(False,)]
    said = run(restaurant, "--slug", slug(NEXT_DOOR), "--reopen")
    assert (said.exit_code, said.output) == (0, f"{slug(NEXT_DOOR)} is open again\n")
    assert asyncio.run(ask(installation, is_open, slug(NEXT_DOOR))) == [(True,)]
    said = run(restaurant, "--slug", "nowhere", "--reopen")
    assert (said.exit_code, said.output) == (1, "Error: there is no restaurant nowhere here\n")


def test_one_that_was_closed_by_its_managers_comes_back_closed_and_it_says_so(
    installation: str, tmp_path: Path
) -> None:
    _ = asyncio.run(ask(installation, "UPDATE restaurants SET is_open = false"))
    assert run(forget, slug(NEXT_DOOR), "--yes").exit_code == 0
    said = run(import_, str(exports(tmp_path)[0]))
    assert f"It is closed. To open it: make restaurant SLUG={slug(NEXT_DOOR)} args=--reopen\n" in said.output


@pytest.mark.parametrize("command", [export, forget])
def test_a_restaurant_has_to_be_named_and_there(command: click.Command, installation: str) -> None:
    said = run(command)
    assert (said.exit_code, said.output) == (
        2,
        f"Error: say which restaurant: make {command.name} SLUG=trattoria\n",
    )
    said = run(command, "nowhere")
    assert (said.exit_code, said.output) == (1, "Error: there is no restaurant nowhere here\n")
    assert restaurants(installation) == ["Next door", "Trattoria"]


def test_what_is_no_export_is_one_line(installation: str, tmp_path: Path) -> None:
    said = run(import_)
    assert said.exit_code == 2
    assert said.output.startswith("Error: say where the export is: make import FOLDER=")
    said = run(import_, str(tmp_path))
    assert said.exit_code == 1
    assert said.output == f"Error: {tmp_path} is no export, or one that was cut off: it has no manifest.json\n"
    assert restaurants(installation) == ["Next door", "Trattoria"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (export, "ends with the program that it is in"),
        (forget, "forgets by itself"),
        (import_, "would forget it at once"),
    ],
)
def test_memory_is_neither_exported_nor_brought_in(
    command: click.Command, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORAGE", "memory")
    monkeypatch.setenv("APP_ENV", "development")
    said = run(command, "trattoria")
    assert (said.exit_code, said.output) == (1, f"Error: STORAGE is memory, which {why}\n")


def test_a_manager_is_let_back_into_the_restaurant_that_is_named_or_else_the_first(installation: str) -> None:
    codes = "SELECT restaurant_id, count(*) FROM audit WHERE happening = 'activation_code_issued' GROUP BY 1"
    said = run(recover, "ann@example.com", "--slug", slug(NEXT_DOOR))
    assert said.exit_code == 0, said.output
    assert said.output.endswith(f"POST /api/auth/activate takes it, with the header `Restaurant: {slug(NEXT_DOOR)}`\n")
    assert asyncio.run(ask(installation, codes)) == [(NEXT_DOOR, 1)]
    said = run(recover, "ann@example.com", "--slug", "")
    assert said.output.endswith("POST /api/auth/activate takes it\n")
    assert sorted(asyncio.run(ask(installation, codes))) == [(OURS, 1), (NEXT_DOOR, 1)]
    said = run(recover, "ann@example.com", "--slug", "nowhere")
    assert (said.exit_code, said.output) == (1, "Error: there is no restaurant nowhere here\n")


def test_a_setup_token_is_made_anew_where_nobody_was_set_up(installation: str) -> None:
    said = run(restaurant, "--slug", slug(NEXT_DOOR), "--new-setup-token")
    recovers = f"make recover EMAIL=... SLUG={slug(NEXT_DOOR)} lets a manager back in"
    assert said.exit_code == 1
    assert said.output == f"Error: {slug(NEXT_DOOR)} is set up, with a manager: {recovers}\n"
    _ = asyncio.run(ask(installation, "DELETE FROM setups"))
    said = run(restaurant, "--slug", slug(NEXT_DOOR), "--new-setup-token")
    assert said.exit_code == 0, said.output
    token = said.output.strip().rpartition(" ")[2]
    kept = "SELECT slug FROM restaurants WHERE setup_token = sha256($1::bytea)"
    assert asyncio.run(ask(installation, kept, token.encode())) == [(slug(NEXT_DOOR),)]
    said = run(restaurant, "--slug", "nowhere", "--new-setup-token")
    assert (said.exit_code, said.output) == (1, "Error: there is no restaurant nowhere here\n")


def test_the_settings_cannot_call_the_first_one_as_another_is_called(
    installation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTAURANT_SLUG", slug(NEXT_DOOR))
    said = run(migrate)
    assert (said.exit_code, said.output) == (
        2,
        f"Error: RESTAURANT_SLUG is {slug(NEXT_DOOR)}, as another restaurant is called already\n",
    )
    assert restaurants(installation) == ["Next door", "Trattoria"]
