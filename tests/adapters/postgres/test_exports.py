"""A restaurant exported, forgotten and brought in again: all of it, and nothing of anybody else's."""

import asyncio
import hashlib
import itertools
import json
import resource
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import text

from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.restaurant.belongings import NOBODYS, belongings
from adapters.postgres.restaurant.exporting import NotWritten, Told, export
from adapters.postgres.restaurant.forgetting import AnotherWouldBeFirst, close
from adapters.postgres.restaurant.forgetting import forget as delete
from adapters.postgres.restaurant.references import indexed
from adapters.system.ids import TimeOrderedIds
from application.kernel.pages import PageRequest
from domain.kernel.errors import Busy, SettingsChanged, Unavailable
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import RestaurantChanged
from tests.adapters.postgres.full import bring_in, fill, forget, silent
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres, Room, a_restaurant, open_both
from tests.database import ask
from tests.properties.books import Books, books
from tests.properties.books import keep as keep_books

LINES: Final = "order_products"
MANY: Final = (
    """
    INSERT INTO products (restaurant_id, id, name, price, available, created_at, version, currency)
    SELECT $1, md5('p' || n)::uuid, 'product ' || n, 100, true, now(), 1, 'USD' FROM generate_series(0, 999) AS n
    """,
    """
    INSERT INTO orders (restaurant_id, id, user_id, customer_name, total_price, business_date, local_hour, created_at)
    SELECT $1, md5('o' || n)::uuid, (SELECT id FROM users WHERE restaurant_id = $1 LIMIT 1), 'Bob', 400, '2026-01-01',
        3, now() FROM generate_series(0, 2499) AS n
    """,
    """
    INSERT INTO order_products
        (restaurant_id, order_id, position, id, product_id, product_name, quantity, unit_price)
    SELECT $1, md5('o' || n / 4)::uuid, n % 4, md5('l' || n)::uuid, md5('p' || n % 1000)::uuid, 'x', 1, 100
    FROM generate_series(0, 9999) AS n
    """,
)
"""A thousand products and ten thousand lines, for the restaurant $1."""
HANDED_OUT: Final = {"activations", "approvals", "pairings", "sessions"}
RENEWED: Final = defaultdict[str, set[str]](
    set,
    {
        "restaurants": {"version", "setup_token"},
        "users": {"version", "token_version"},
        "products": {"version"},
        "stations": {"version"},
        "taxes": {"version"},
        "payment_methods": {"version"},
        "modifier_groups": {"version"},
        "sections": {"version"},
        "tables": {"version"},
        "orders": {"version"},
        "devices": {"revoked_at"},
        "webhooks": {"version", "is_active", "holder_id", "held_until"},
    },
)
"""Columns that are otherwise after an import, by table."""
STAYS: Final = {"settings_followed"}
"""Columns that are about the installation."""


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


def there(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def as_moved(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of an export by table, without what is otherwise once they were brought in."""
    moved: dict[str, list[dict[str, Any]]] = {}
    for table in belongings():
        if table.name not in HANDED_OUT:
            rows = rows_of(folder, table.name)
            moved[table.name] = [{key: row[key] for key in row.keys() - RENEWED[table.name]} for row in rows]
    return moved


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")  # other line ends are within texts
    return [json.loads(line) for line in lines if line]


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    """Two restaurants, both full."""
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    for each in (NEXT_DOOR, OURS):
        await fill(world, each)
    yield world
    await world.close()


def meanwhile(database_url: str, work: Callable[[Room], Coroutine[None, None, None]]) -> Told:
    """Return what does this work, by a process of its own as it were, once the first rows are exported."""
    begun: list[str] = []

    async def done() -> None:
        world = OnPostgres(database_url)
        await work(world.room())
        await world.close()

    def told(table: str, _rows: int) -> None:
        if not begun:
            begun.append(table)
            with ThreadPoolExecutor(1) as other:
                other.submit(asyncio.run, done()).result()

    return told


def test_whatever_table_there_is_belongs_to_a_restaurant_or_is_named_as_nobodys() -> None:
    assert {table.name for table in belongings()} == {*metadata.tables} - NOBODYS
    assert {table.name for table in belongings() if "restaurant_id" not in table.c} == {"restaurants"}


async def test_the_tables_are_all_that_the_database_has(postgres_url: str) -> None:
    present = await ask(postgres_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert {name for (name,) in present} == {table.name for table in belongings()} | NOBODYS | {"alembic_version"}


async def test_an_export_has_a_file_a_table_and_a_line_a_row(
    world: OnPostgres, clean_database: str, tmp_path: Path
) -> None:
    manifest = await export(world.database, OURS, tmp_path / "ours", silent)
    assert {*files(tmp_path / "ours")} == {f"{table.name}.jsonl" for table in belongings()} | {"manifest.json"}
    for each in manifest.files:
        whose = "id" if each.table == "restaurants" else "restaurant_id"
        rows = rows_of(tmp_path / "ours", each.table)
        count = f"SELECT count(*) FROM {each.table} WHERE {whose} = $1"  # noqa: S608 - a name of our own
        assert rows, f"fill() leaves {each.table} empty"
        assert await ask(clean_database, count, OURS) == [(len(rows),)]
        assert [*rows[0]] == [key for key in metadata.tables[each.table].c.keys() if key not in STAYS]  # noqa: SIM118 - no dict
        assert {row[whose] for row in rows} == {str(OURS)}
        written = (tmp_path / "ours" / each.file).read_bytes()
        assert (each.rows, each.sha256) == (len(rows), hashlib.sha256(written).hexdigest())


async def test_an_export_is_for_its_owner_only(world: OnPostgres, tmp_path: Path) -> None:
    _ = await export(world.database, OURS, tmp_path / "ours", silent)
    assert {each.stat().st_mode & 0o777 for each in (tmp_path / "ours").iterdir()} == {0o600}
    assert (tmp_path / "ours").stat().st_mode & 0o777 == 0o700


async def test_an_export_is_of_one_moment(world: OnPostgres, clean_database: str, tmp_path: Path) -> None:
    late = meanwhile(clean_database, lambda room: keep(room, a_waiter("late@example.com")))
    _ = await export(world.database, OURS, tmp_path / "ours", late)
    _ = await export(world.database, OURS, tmp_path / "later", silent)
    people = [{row["email"] for row in rows_of(tmp_path / folder, "users")} for folder in ("ours", "later")]
    assert people[1] - people[0] == {"late@example.com"}


async def test_none_is_written_over_another_and_one_that_is_cut_off_leaves_nothing(
    world: OnPostgres, tmp_path: Path
) -> None:
    def cut_off(table: str, _rows: int) -> None:
        if table == "users":
            raise InterruptedError

    for work in (export, forget):
        with pytest.raises(Unavailable):
            _ = await work(world.database, OURS, tmp_path / "ours", cut_off)
        assert there(tmp_path) == set()
    _ = await export(world.database, OURS, tmp_path / "ours", silent)
    before = files(tmp_path / "ours")
    for work in (export, forget):
        with pytest.raises(NotWritten, match="File exists"):
            _ = await work(world.database, NEXT_DOOR, tmp_path / "ours", silent)
    assert files(tmp_path / "ours") == before


async def test_nothing_is_deleted_where_the_disk_is_full(world: OnPostgres, tmp_path: Path) -> None:
    before = await export(world.database, OURS, tmp_path / "before", silent)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(NotWritten, match="File too large"):
            _ = await forget(world.database, OURS, tmp_path / "ours", silent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        _ = signal.signal(signal.SIGXFSZ, ignored)
    assert there(tmp_path) == {"before"}
    assert await export(world.database, OURS, tmp_path / "after", silent) == before


async def test_a_restaurant_is_forgotten_and_comes_back_whole(world: OnPostgres, tmp_path: Path) -> None:
    _ = await export(world.database, NEXT_DOOR, tmp_path / "next door", silent)
    manifest = await forget(world.database, OURS, tmp_path / "ours", silent)
    gone = await export(world.database, OURS, tmp_path / "gone", silent)
    assert (manifest.rows > 0, gone.rows) == (True, 0)
    _ = await export(world.database, NEXT_DOOR, tmp_path / "next door still", silent)
    assert files(tmp_path / "next door") == files(tmp_path / "next door still")

    assert await bring_in(world.database, tmp_path / "ours", silent) == manifest
    _ = await export(world.database, OURS, tmp_path / "back", silent)
    assert as_moved(tmp_path / "back") == as_moved(tmp_path / "ours")
    assert await world.room().rollups.differences() == 0


async def test_orders_get_numbers_above_those_of_before(world: OnPostgres, tmp_path: Path) -> None:
    given = await world.room().order_numbers.next(NOON.date())
    _ = await forget(world.database, OURS, tmp_path / "ours", silent)
    with pytest.raises(SettingsChanged):
        _ = await world.described(a_restaurant()).order_numbers.next(NOON.date())
    _ = await bring_in(world.database, tmp_path / "ours", silent)
    assert await world.room().order_numbers.next(NOON.date()) > given


async def test_what_comes_back_has_versions_that_nobody_saw_and_nothing_that_was_handed_out(
    world: OnPostgres, tmp_path: Path
) -> None:
    _ = await forget(world.database, OURS, tmp_path / "ours", silent)
    for folder in ("once", "twice"):
        _ = await bring_in(world.database, tmp_path / "ours", silent)
        _ = await forget(world.database, OURS, tmp_path / folder, silent)
    for table in HANDED_OUT:
        assert rows_of(tmp_path / "ours", table)
        assert rows_of(tmp_path / "once", table) == []
    assert all(row["revoked_at"] is not None for row in rows_of(tmp_path / "once", "devices"))
    (webhook,) = rows_of(tmp_path / "once", "webhooks")
    assert (webhook["is_active"], webhook["holder_id"], webhook["held_until"]) == (False, None, None)
    assert rows_of(tmp_path / "once", "restaurants")[0]["setup_token"] is None
    versions = [
        [row[name] for table, names in RENEWED.items() for row in rows_of(tmp_path / folder, table) for name in names]
        for folder in ("ours", "once", "twice")
    ]
    ints = [[each for each in one if type(each) is int] for one in versions]
    assert len(ints[0]) == len(ints[1]) == len(ints[2]) > 0
    for older, newer in itertools.pairwise(ints):
        assert all(a < b for a, b in zip(older, newer, strict=True))
    assert min(ints[1]) > 1_700_000_000_000_000


async def test_it_comes_to_another_installation_with_numbers_of_any_size(
    world: OnPostgres, clean_database: str, bare_database: str, tmp_path: Path
) -> None:
    await asyncio.to_thread(upgrade, bare_database)
    _ = await ask(clean_database, "UPDATE sales_by_product SET revenue = 1e40 + 0.10, orders = 9223372036854775807")
    _ = await export(world.database, OURS, tmp_path / "ours", silent)
    other = OnPostgres(bare_database)
    _ = await bring_in(other.database, tmp_path / "ours", silent)
    _ = await export(other.database, OURS, tmp_path / "there", silent)
    await other.close()
    assert as_moved(tmp_path / "ours") == as_moved(tmp_path / "there")
    assert (
        b'"revenue":10000000000000000000000000000000000000000.10,'
        in files(tmp_path / "there")["sales_by_product.jsonl"]
    )


async def an_order_comes_in(room: Room) -> None:
    [dish] = await room.products.page(name_part="", page=PageRequest(1, 1))
    await keep(room, an_order(await room.waiters.with_email("ann@example.com"), a_line(dish)))


async def a_product_comes_in(room: Room) -> None:
    await keep(room, a_product("Late soup"))


async def somebody_signs_out(room: Room) -> None:
    ann = await room.waiters.with_email("ann@example.com")
    await room.work.commit(None, room.waiters.change(ann.signed_out()))


@pytest.mark.parametrize("work", [an_order_comes_in, a_product_comes_in, somebody_signs_out])
async def test_what_comes_in_while_a_restaurant_is_forgotten_is_not_lost(
    work: Callable[[Room], Coroutine[None, None, None]], world: OnPostgres, clean_database: str, tmp_path: Path
) -> None:
    with pytest.raises(Busy):
        _ = await forget(world.database, OURS, tmp_path / "ours", meanwhile(clean_database, work))
    assert there(tmp_path) == set()
    after = await export(world.database, OURS, tmp_path / "after", silent)
    assert await forget(world.database, OURS, tmp_path / "ours", silent) == after


async def test_what_is_forgotten_is_exported_as_it_was_before_it_was_closed_but_for_that_in_the_audit(
    world: OnPostgres, tmp_path: Path
) -> None:
    _ = await export(world.database, OURS, tmp_path / "before", silent)
    was = await world.room().restaurants.get(OURS)
    closed = await close(world.database, was, at=NOON)
    assert await world.room().restaurants.get(OURS) == closed == replace(was, is_open=False, version=was.version + 1)
    assert await close(world.database, closed, at=NOON) == closed
    _ = await delete(world.database, was, closed, tmp_path / "ours", silent)
    after, before = files(tmp_path / "ours"), files(tmp_path / "before")
    assert {name for name, said in after.items() if said != before[name]} == {
        "audit.jsonl",
        "audit_heads.jsonl",
        "manifest.json",
    }
    assert after["audit.jsonl"].startswith(before["audit.jsonl"])
    *entries, closing = rows_of(tmp_path / "ours", "audit")
    assert (entries, closing["details"]) == (rows_of(tmp_path / "before", "audit"), '{"open": "no"}')


async def test_one_that_was_opened_again_meanwhile_stays(world: OnPostgres, tmp_path: Path) -> None:
    room = world.room()
    was = await room.restaurants.get(OURS)
    closed = await close(world.database, was, at=NOON)
    await room.work.commit(None, room.restaurants.change(closed.changed(is_open=True)))
    with pytest.raises(RestaurantChanged):
        _ = await delete(world.database, was, closed, tmp_path / "ours", silent)
    with pytest.raises(RestaurantChanged):
        _ = await close(world.database, was, at=NOON)
    assert there(tmp_path) == set()
    assert (await room.restaurants.get(OURS)).is_open


async def test_the_first_one_stays_where_another_was_opened_meanwhile(world: OnPostgres, tmp_path: Path) -> None:
    room = world.room()
    was = await room.restaurants.get(OURS)
    closed = await close(world.database, was, at=NOON)
    with pytest.raises(AnotherWouldBeFirst):
        _ = await delete(world.database, was, closed, tmp_path / "ours", silent, is_first=True)
    assert there(tmp_path) == set()
    _ = await forget(world.database, NEXT_DOOR, tmp_path / "theirs", silent)

    opening: list[asyncio.Task[None]] = []

    def open_another(*_: object) -> None:
        if not opening:
            another = a_restaurant(RestaurantId(TimeOrderedIds().new()), slug="another")
            opening.append(asyncio.create_task(room.work.commit(None, room.restaurants.add(another))))

    _ = await delete(world.database, was, closed, tmp_path / "ours", open_another, is_first=True)
    await opening[0]
    assert (await room.restaurants.first()).slug == "another"


async def read_by_scans(database_url: str) -> int:
    await asyncio.sleep(1.1)  # a session tells of what it read once a second
    [(rows,)] = await ask(database_url, "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = $1", LINES)
    return int(rows)


async def test_products_of_a_large_restaurant_are_deleted_without_reading_all_lines_for_each(
    world: OnPostgres, clean_database: str, tmp_path: Path
) -> None:
    for statement in MANY:
        _ = await ask(clean_database, statement, OURS)
    before = await read_by_scans(clean_database)
    async with indexed(world.database, OURS):
        manifest = await forget(world.database, OURS, tmp_path / "ours", silent)
    await world.close()
    assert manifest.rows > 13_000
    assert await read_by_scans(clean_database) - before < 10 * manifest.rows
    assert await ask(clean_database, "SELECT FROM pg_indexes WHERE indexname LIKE 'forgetting%'") == []


async def test_a_small_restaurant_gets_no_index(world: OnPostgres, clean_database: str) -> None:
    async with indexed(world.database, OURS):
        assert await ask(clean_database, "SELECT FROM pg_indexes WHERE indexname LIKE 'forgetting%'") == []


def test_anything_that_is_kept_comes_back(clean_database: str, tmp_path: Path) -> None:
    async def there_and_back(kept: Books) -> None:
        world, restaurant = OnPostgres(clean_database), RestaurantId(kept.restaurant.first.id)
        folder = tmp_path / restaurant.hex
        try:
            _ = await keep_books(world, kept)
            _ = await forget(world.database, restaurant, folder / "before", silent)
            _ = await bring_in(world.database, folder / "before", silent)
            _ = await export(world.database, restaurant, folder / "after", silent)
            assert as_moved(folder / "after") == as_moved(folder / "before")
        finally:
            _ = await world.database.fetch(text("TRUNCATE restaurants CASCADE"))
            await world.close()

    @settings(max_examples=20, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
    @given(books())
    def comes_back(kept: Books) -> None:
        asyncio.run(there_and_back(kept))

    comes_back()
