"""What is no export, or not one that can be brought in here, is refused, and nothing of it is kept."""

import asyncio
import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy, binary, builds, floats, integers, just, sampled_from

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
        "bring the older one up to date with the command `migrate`, and export anew"
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
    for damaged in (whole + b"\n", whole.replace(b"Bob", b"Bot"), b""):
        _ = (exported / "orders.jsonl").write_bytes(damaged)
        assert refusal(clean_database, exported) == (
            f"{tmp_path}/ours/orders.jsonl is damaged: it is not what manifest.json says of it"
        )
    for cut_off, line in ((whole[:-1], 2), (whole[: whole.index(b"\n") // 2], 1)):
        _ = (exported / "orders.jsonl").write_bytes(cut_off)
        assert refusal(clean_database, exported) == (
            f"{tmp_path}/ours/orders.jsonl is damaged: it ends within line {line}"
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


def test_what_is_no_file_is_told_by_its_name(exported: Path, clean_database: str) -> None:
    for name in ("manifest.json", "users.jsonl", "restaurants.jsonl"):
        _ = (exported / name).rename(exported / "kept")
        (exported / name).mkdir()
        assert refusal(clean_database, exported) == f"{exported}/{name} is no file"
        (exported / name).rmdir()
        os.mkfifo(exported / name)
        assert refusal(clean_database, exported) == f"{exported}/{name} is no file"
        (exported / name).unlink()
        (exported / name).symlink_to(name)
        assert refusal(clean_database, exported).startswith(f"{exported}/{name} cannot be read: ")
        (exported / name).unlink()
        _ = (exported / "kept").rename(exported / name)
    assert refusal(clean_database, Path("x" * 1_000)).endswith("x is no folder")


def test_a_manifest_without_end_is_one_line(exported: Path, clean_database: str) -> None:
    for text in (
        "[" * 1_000_000,
        '{"format":' + "[" * 1_000_000,
        json.dumps(read(exported) | {"revision": "\n\033[1m"}),
    ):
        _ = (exported / "manifest.json").write_text(text)
        refused = refusal(clean_database, exported)
        assert refused.startswith(f"{exported}/manifest.json cannot be read: ")
        assert "\n" not in refused


def valued(name: str, value: object) -> Callable[[bytes], bytes]:
    """Return what puts a value into the last row."""

    def change(lines: bytes) -> bytes:
        *before, last = lines.splitlines(keepends=True)
        row = json.loads(last)
        assert name in row
        return b"".join(before) + json.dumps(row | {name: value}, separators=(",", ":")).encode() + b"\n"

    return change


NOBODY: Final = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("table", "change", "line", "why"),
    [
        ("rate_limits", elsewhere, 1, "it is another restaurant's"),
        ("audit", lambda lines: lines[: lines.index(b"\n") + 1] * 2, 2, "duplicate key value violates unique"),
        ("users", lambda lines: lines.replace(b"bob@", b"ann@"), 2, "violates unique constraint"),
        ("credentials", valued("user_id", NOBODY), 1, "violates foreign key constraint"),
        ("order_products", valued("product_id", NOBODY), 7, "violates foreign key constraint"),
        ("users", without('"name"'), 1, "JSON is malformed: object keys must be strings"),
        ("users", lambda lines: lines.replace(b"Ann", b"\xff"), 1, "invalid start byte"),
        ("users", lambda lines: lines.replace(b"Ann", rb"\u0000"), 1, "unsupported Unicode escape sequence"),
        ("users", lambda lines: lines.replace(b"Ann", b"\0"), 1, "JSON is malformed: invalid character"),
        ("users", lambda lines: lines.replace(b'"waiter"', b'"cook"'), 1, "violates check constraint"),
        ("users", lambda lines: b"\n" + lines, 1, "Input data was truncated"),
        ("users", lambda lines: lines + b"[" * 100_000 + b"\n", 3, "Expected `object`, got `array`"),
        ("users", lambda lines: lines + b'{"a":' * 100_000 + b"\n", 3, "maximum recursion depth exceeded"),
        ("users", lambda lines: lines + b'{"id":"\n', 3, "Input data was truncated"),
        ("users", valued("version", 2**63), 2, "Expected `int` <= 9223372036854775807 - at `$.version`"),
        ("users", valued("version", "1"), 2, "Expected `int`, got `str` - at `$.version`"),
        ("users", valued("active", None), 2, "Expected `bool`, got `null` - at `$.active`"),
        ("orders", valued("local_hour", 99_999), 2, "Expected `int` <= 32767 - at `$.local_hour`"),
        ("orders", valued("business_date", "infinity"), 2, "Invalid RFC3339 encoded date - at `$.business_date`"),
        ("orders", valued("business_date", "10000-01-01"), 2, "Invalid RFC3339 encoded date - at `$.business_date`"),
        ("orders", valued("created_at", "-infinity"), 2, "Invalid RFC3339 encoded datetime - at `$.created_at`"),
        ("sales_by_product", valued("revenue", "NaN"), 0, "Expected `int | float`, got `str` - at `$.revenue`"),
        ("sales_by_hour", lambda lines: lines.replace(b'"day"', b'"century"', 1), 1, "value too long"),
        ("orders", lambda lines: lines.replace(b"{", b"{ "), 1, "it is not as it is exported"),
        ("orders", lambda lines: b"".join(reversed(lines.splitlines(keepends=True))), 1, "or not in its place"),
    ],
)
def test_rows_have_to_be_the_restaurants_own_and_possible(
    table: str, change: Callable[[bytes], bytes], line: int, why: str, exported: Path, clean_database: str
) -> None:
    rewrite(exported, table, change)
    refused = refusal(clean_database, exported)
    last = (exported / f"{table}.jsonl").read_bytes().count(b"\n")
    assert refused.startswith(f"{exported}/{table}.jsonl, line {line or last}, cannot be brought in: ")
    assert why in refused
    assert "\n" not in refused


def test_the_line_is_found_among_many(exported: Path, clean_database: str) -> None:
    def many(lines: bytes) -> bytes:
        row = json.loads(lines.splitlines()[0])
        rows = [row | {"position": at, "id": str(UUID(int=at))} for at in range(150)]
        rows[99]["quantity"] = 0
        return b"".join(json.dumps(each, separators=(",", ":")).encode() + b"\n" for each in rows)

    rewrite(exported, "order_products", many)
    refused = refusal(clean_database, exported)
    assert refused.startswith(f"{exported}/order_products.jsonl, line 100, cannot be brought in: ")
    assert refused.endswith('violates check constraint "order_products_quantity_check"')


@dataclass(frozen=True, slots=True)
class Damage:
    """Some bytes of a file replaced by others, or cut off."""

    at: float
    length: int
    by: bytes

    def done_to(self, kept: bytes) -> bytes:
        start = int(self.at * len(kept))
        return kept[:start] + self.by + kept[start + self.length :]


@contextmanager
def damaged(path: Path, kept: bytes, damage: Damage) -> Generator[None]:
    """Lend the folder of an export with one file damaged, and its digest right, so that it is believed."""
    try:
        rewrite(path.parent, path.stem, lambda _: damage.done_to(kept))
        yield
    finally:
        rewrite(path.parent, path.stem, lambda _: kept)


def damages() -> SearchStrategy[Damage]:
    odd = [b"", b"\n", b"null", b"infinity", b"-1", b"1e999", b"9" * 30, b"[" * 10_000, b'"', b"\\u0000", b"\0", b"{}"]
    by = sampled_from(odd) | binary(max_size=4)
    return builds(Damage, floats(0, 1, exclude_max=True), integers(0, 20) | just(10**6), by)


def test_an_export_that_is_damaged_anywhere_is_refused_by_file_and_line_or_comes_in_as_it_says(
    exported: Path, clean_database: str, tmp_path: Path
) -> None:
    outcomes = Counter[bool]()

    async def tried() -> str | None:
        world = OnPostgres(clean_database)
        try:
            _ = await bring_in(world.database, exported, silent)
            outcomes[True] += 1
            _ = await forget(world.database, OURS, tmp_path / f"as it came in {outcomes[True]}", silent)
        except BadExport as refused:
            outcomes[False] += 1
            return str(refused)
        finally:
            await world.close()
        return None

    @settings(max_examples=60, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(sampled_from(sorted(exported.glob("*.jsonl"))), damages())
    def holds(path: Path, damage: Damage) -> None:
        with damaged(path, path.read_bytes(), damage):
            refused = asyncio.run(tried())
        assert asyncio.run(ask(clean_database, COUNT)) == [(1, 0, 0)]
        if refused is not None:  # where it shows, which may be in another file
            assert re.match(rf"{exported}/[a-z_]+\.jsonl(, line [0-9]+[,:] | is )", refused), refused
            assert refused.isprintable()

    holds()
    assert outcomes[False] > outcomes[True]


def said(name: str, was: str, value: str) -> Callable[[bytes], bytes]:
    return lambda lines: lines.replace(f'"{name}":"{was}"'.encode(), f'"{name}":"{value}"'.encode())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (said("currency", "USD", "ABC"), "'ABC' is no ISO 4217 currency code"),
        (said("time_zone", "UTC", "Mars/Olympus"), "the time zone is not known here"),
        (said("time_zone", "UTC", "../etc"), "the time zone is not known here"),
        (said("time_zone", "UTC", "America"), "the time zone is not known here"),
        (said("language", "en", "it"), "A language is de, en, es or fr"),
        (said("slug", "restaurant-1", "api"), "api is reserved; another slug is needed"),
        (said("slug", "restaurant-1", "Trattoria"), "A slug has 1 to 63 letters a to z"),
        (said("name", "Trattoria", r"\u0007"), "A name has 1 to 120 characters"),
        (said("day_starts_at", "00:00:00", "25:00:00"), "Invalid RFC3339 encoded time - at `$.day_starts_at`"),
        (lambda lines: lines * 2, "is not one restaurant"),
        (lambda _: b"", "is not one restaurant"),
        (lambda _: b"[]\n", "line 1, cannot be brought in: Expected `object`, got `array`"),
        (elsewhere, "line 1, cannot be brought in: it is another restaurant's"),
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
        assert f"{table}.jsonl, line " in refused
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
