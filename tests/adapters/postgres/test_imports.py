"""What is no export, or not one that can be brought in here, is refused, and nothing of it is kept."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.restaurant.exporting import export
from adapters.postgres.restaurant.manifest import BadExport
from adapters.system.ids import TimeOrderedIds
from application.restaurant.configure_restaurant import ConfigureRestaurant
from tests.adapters.postgres.full import SAID, bring_in, fill, forget, silent
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, open_both
from tests.database import ask

COUNT: Final = "SELECT (SELECT count(*) FROM restaurants), (SELECT count(*) FROM users), (SELECT count(*) FROM audit)"


@pytest.fixture
def exported(clean_database: str, tmp_path: Path) -> Path:
    """The export of a restaurant that was forgotten."""

    async def work() -> Path:
        world = OnPostgres(clean_database)
        _ = await open_both(world)
        await fill(world, OURS)
        _ = await forget(world.database, OURS, tmp_path / "ours", silent)
        await world.close()
        return tmp_path / "ours"

    return asyncio.run(work())


def refusal(database_url: str, folder: Path) -> str:
    """Return why the folder cannot be brought in; nothing of it is there."""

    async def work() -> str:
        world = OnPostgres(database_url)
        try:
            with pytest.raises(BadExport) as refused:
                _ = await bring_in(world.database, folder, silent)
        finally:
            await world.close()
        assert await ask(database_url, COUNT) == [(1, 0, 0)]
        return str(refused.value)

    return asyncio.run(work())


def rewrite(folder: Path, table: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of an export, and its digest in the manifest: as somebody does who wants it to be believed."""
    path, manifest = folder / f"{table}.jsonl", read(folder)
    _ = path.write_bytes(lines := change(path.read_bytes()))
    for each in manifest["files"]:
        if each["table"] == table:
            each |= {"rows": lines.count(b"\n"), "sha256": hashlib.sha256(lines).hexdigest()}
    write(folder, manifest)


def read(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_bytes())


def write(folder: Path, manifest: object) -> None:
    _ = (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_folder_has_to_be_there_and_an_export(exported: Path, clean_database: str) -> None:
    assert refusal(clean_database, exported / "nowhere").endswith("nowhere is no folder")
    assert refusal(clean_database, exported / "users.jsonl").endswith("users.jsonl is no folder")
    (exported / "manifest.json").unlink()
    assert refusal(clean_database, exported).endswith(
        "ours is no export, or one that was cut off: it has no manifest.json"
    )


@pytest.mark.parametrize("text", ["", "{}", "[1]", "{", '{"format": "1"}', "\xff"])
def test_a_manifest_has_to_be_one(text: str, exported: Path, clean_database: str) -> None:
    _ = (exported / "manifest.json").write_bytes(text.encode("latin-1"))
    assert "manifest.json cannot be read: " in refusal(clean_database, exported)


def test_another_format_and_another_schema_are_told_apart(exported: Path, clean_database: str) -> None:
    manifest = read(exported)
    write(exported, manifest | {"revision": "000000000000"})
    assert refusal(clean_database, exported) == (
        f"the export has schema 000000000000, and this program {manifest['revision']}: "
        "bring the older one up to date with `make migrate`, and export anew"
    )
    write(exported, manifest | {"format": 2})
    assert refusal(clean_database, exported) == "the export has format 2, and this program reads 1"


def test_every_table_has_to_be_there_and_no_other(exported: Path, clean_database: str) -> None:
    manifest = read(exported)
    for several in (manifest["files"][:-1], [*manifest["files"], {"table": "../x", "rows": 0, "sha256": ""}]):
        write(exported, manifest | {"files": several})
        assert refusal(clean_database, exported) == "the manifest does not name the tables of its schema"


def test_a_file_has_to_be_there_and_whole(exported: Path, clean_database: str, tmp_path: Path) -> None:
    whole = (exported / "orders.jsonl").read_bytes()
    for damaged in (whole[:-1], whole + b"\n", whole.replace(b"Bob", b"Bot"), b""):
        _ = (exported / "orders.jsonl").write_bytes(damaged)
        assert refusal(clean_database, exported) == (
            f"{tmp_path}/ours/orders.jsonl is damaged: it is not what manifest.json says of it"
        )
    (exported / "orders.jsonl").unlink()
    assert refusal(clean_database, exported) == f"{tmp_path}/ours/orders.jsonl is missing"


def without(what: str) -> Callable[[bytes], bytes]:
    return lambda lines: lines.replace(what.encode(), b"")


def elsewhere(lines: bytes) -> bytes:
    """Put the last row into the restaurant next door."""
    first, ours, last = lines.rpartition(str(OURS).encode())
    assert ours
    return first + str(NEXT_DOOR).encode() + last


@pytest.mark.parametrize(
    ("table", "change", "why"),
    [
        ("rate_limits", elsewhere, "rows that are not of this restaurant, or not as they are exported"),
        ("audit", lambda lines: lines[: lines.index(b"\n") + 1] * 2, "duplicate key value violates unique constraint"),
        ("users", lambda _: b"", "violates foreign key constraint"),
        ("users", without('"name"'), "invalid input syntax for type json"),
        ("users", lambda lines: lines.replace(b"Ann", b"\xff"), "invalid start byte"),
        ("users", lambda lines: lines.replace(b'"waiter"', b'"cook"'), "violates check constraint"),
        ("sales_by_hour", lambda lines: lines.replace(b'"day"', b'"century"'), "value too long"),
        ("orders", lambda lines: lines.replace(b"{", b"{ "), "not as they are exported"),
    ],
)
def test_rows_have_to_be_the_restaurants_own_and_possible(
    table: str, change: Callable[[bytes], bytes], why: str, exported: Path, clean_database: str
) -> None:
    rewrite(exported, table, change)
    assert why in refusal(clean_database, exported)


def said(name: str, was: str, value: str) -> Callable[[bytes], bytes]:
    return lambda lines: lines.replace(f'"{name}":"{was}"'.encode(), f'"{name}":"{value}"'.encode())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (said("currency", "USD", "ABC"), "'ABC' is no ISO 4217 currency code"),
        (said("time_zone", "UTC", "Mars/Olympus"), "the time zone is not known here"),
        (said("time_zone", "UTC", "../etc"), "is not one restaurant"),
        (said("slug", "restaurant-1", "api"), "api is reserved; another slug is needed"),
        (said("slug", "restaurant-1", "Trattoria"), "A slug has 1 to 63 letters a to z"),
        (said("name", "Trattoria", r"\u0007"), "A name has 1 to 120 characters"),
        (said("day_starts_at", "00:00:00", "25:00:00"), "is not one restaurant"),
        (lambda lines: lines * 2, "is not one restaurant"),
        (lambda _: b"", "is not one restaurant"),
        (lambda _: b"[]\n", "is not one restaurant"),
        (elsewhere, "is not of the restaurant that manifest.json names"),
    ],
)
def test_a_restaurant_has_to_be_one_that_this_program_can_have(
    change: Callable[[bytes], bytes], why: str, exported: Path, clean_database: str
) -> None:
    rewrite(exported, "restaurants", change)
    refused = refusal(clean_database, exported)
    assert refused.startswith(f"{exported}/restaurants.jsonl")
    assert why in refused
    assert "\n" not in refused


def test_a_slug_is_had_once(exported: Path, clean_database: str) -> None:
    rewrite(exported, "restaurants", said("slug", "restaurant-1", "restaurant-2"))
    assert refusal(clean_database, exported) == "another restaurant is called restaurant-2 here"


def test_what_postgresql_says_of_rows_is_not_shown(exported: Path, clean_database: str) -> None:
    for table, change in (
        ("users", lambda lines: lines.replace(b'"waiter"', b'"a secret"')),
        ("sessions", lambda lines: lines.replace(b'"id":"', b'"id":"a secret')),
        ("audit", lambda lines: lines * 2),
    ):
        kept = (exported / f"{table}.jsonl").read_bytes()
        rewrite(exported, table, change)
        refused = refusal(clean_database, exported)
        assert f"{table}.jsonl has rows that cannot be brought in: " in refused
        assert "\n" not in refused
        assert "secret" not in refused
        rewrite(exported, table, lambda _, kept=kept: kept)


def test_alone_it_is_the_first_restaurant_and_a_start_takes_it_as_it_is(exported: Path, bare_database: str) -> None:
    async def work() -> None:
        world = OnPostgres(bare_database)
        _ = await bring_in(world.database, exported, silent)
        room = world.room()
        before = await room.restaurants.first()
        assert await ConfigureRestaurant(room.restaurants, TimeOrderedIds(), room.work)(described=SAID) == before
        assert before.id == OURS
        await world.close()

    upgrade(bare_database)
    asyncio.run(work())


def test_beside_others_it_is_not_the_first_however_old_it_is(exported: Path, clean_database: str) -> None:
    async def work() -> None:
        world = OnPostgres(clean_database)
        room = world.room()
        await room.work.commit(None, room.restaurants.follow_settings(NEXT_DOOR, SAID))
        _ = await bring_in(world.database, exported, silent)
        assert (await room.restaurants.first()).id == NEXT_DOOR
        await world.close()

    assert OURS < NEXT_DOOR
    asyncio.run(work())


def test_a_restaurant_that_is_here_stays_as_it_is(exported: Path, clean_database: str, tmp_path: Path) -> None:
    async def work() -> str:
        world = OnPostgres(clean_database)
        _ = await bring_in(world.database, exported, silent)
        with pytest.raises(BadExport) as refused:
            _ = await bring_in(world.database, exported, silent)
        after = await export(world.database, OURS, tmp_path / "after", silent)
        await world.close()
        assert after.rows > 0
        return str(refused.value)

    assert asyncio.run(work()) == f"the restaurant {OURS} is here already"
