"""The migrations: up, down and up again; what they make is what the program's tables say."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from subprocess import run
from sys import executable

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.kernel.migrations import downgrade, engine, newest_revision, upgrade
from adapters.postgres.kernel.route import Route
from tests.contracts.worlds import OnPostgres
from tests.database import ask

TABLES = {"restaurants", "users", "products", "orders", "order_products", "idempotency_keys"} | {
    "orders_to_roll_up",
    "handovers_to_roll_up",
    "voids_to_roll_up",
    "order_numbers",
    "approvals",
    "order_voids",
    "order_discounts",
    "order_payments",
    "order_refunds",
    "bill_entries",
    "bill_entries_to_roll_up",
    "receipts",
    "receipts_to_number",
    "sales_by_product",
    "sales_by_hour",
    "products_to_count",
    "stations",
    "taxes",
    "payment_methods",
    "modifier_groups",
    "modifiers",
    "webhooks",
    "webhook_deliveries",
    "sections",
    "tables",
    "product_counts",
    "ended_sessions",
    "sessions",
    "credentials",
    "activations",
    "setups",
    "pairings",
    "devices",
    "attempts",
    "audit",
    "audit_heads",
    "day_heads",
    "day_reports",
    "audit_to_seal",
    "events",
    "event_heads",
    "events_to_number",
    "rate_limits",
}
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_KEYS = """
    SELECT i.indexrelid::regclass::text, c.relname, a.attname FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE n.nspname = 'public' AND i.indisunique AND c.relname NOT IN ('alembic_version', 'restaurants')
"""
_FOREIGN = """
    SELECT f.conname, a.attname FROM pg_constraint f
    JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1] WHERE f.contype = 'f'
"""
SOLD_BEFORE = """
    INSERT INTO restaurants VALUES ('#1', 'Trattoria', 'USD', 'America/New_York', '04:00');
    INSERT INTO users VALUES ('#1', '#2', 'ann@example.com', 'Ann', 'waiter', true, now(), 1);
    INSERT INTO products VALUES
        ('#1', '#3', 'Soup', 100, true, now(), 1),
        ('#1', '#4', 'Tea', 100, true, now(), 1);
    INSERT INTO orders VALUES
        ('#1', '#5', '#2', 'Bob', 100, '2026-01-31', '2026-02-01 02:30Z'),
        ('#1', '#6', '#2', 'Bob', 100, '2026-01-31', '2026-02-01 08:30Z');
    INSERT INTO order_products VALUES
        ('#1', '#5', 0, '#7', '#3', 'Soup', 2, 100),
        ('#1', '#5', 1, '#8', '#4', 'Tea', 3, 100),
        ('#1', '#6', 0, '#9', '#3', 'Soup', 4, 100)
"""


def tables(database_url: str) -> set[str]:
    return {name for (name,) in asyncio.run(ask(database_url, _TABLES))}


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def wrong_sums(database_url: str) -> int:
    world = OnPostgres(database_url)
    try:
        return await world.room().rollups.differences()
    finally:
        await world.close()


async def compare(database_url: str) -> list[object]:
    way = engine(Route(read_address(database_url)))
    try:
        async with way.connect() as connection:
            return await connection.run_sync(differences)
    finally:
        await way.dispose()


def test_up_down_and_up_again_gives_the_tables_of_the_program(bare_database: str) -> None:
    upgrade(bare_database)
    assert tables(bare_database) == TABLES | {"alembic_version"}
    downgrade(bare_database, "base")
    assert tables(bare_database) == {"alembic_version"}
    upgrade(bare_database)
    assert asyncio.run(compare(bare_database)) == []
    assert asyncio.run(ask(bare_database, "SELECT version_num FROM alembic_version")) == [(newest_revision(),)]


COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = '{}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""


def test_columns_are_in_the_order_that_the_program_sends_them_in(bare_database: str) -> None:
    upgrade(bare_database)
    for table in metadata.sorted_tables:
        found = asyncio.run(ask(bare_database, COLUMNS.format(table.name)))
        assert [name for (name,) in found] == table.c.keys(), table.name


NEVER_COMPARED = """
    SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attstattarget = 0
    EXCEPT SELECT attrelid::regclass::text, attname FROM pg_attribute JOIN pg_index ON indrelid = attrelid
    WHERE attnum = ANY (indkey)
"""


def test_what_nothing_is_found_by_is_not_analyzed(bare_database: str) -> None:
    upgrade(bare_database)
    passed_by = set(asyncio.run(ask(bare_database, NEVER_COMPARED)))
    assert {("events", "data"), ("idempotency_keys", "made"), ("order_products", "voided")} <= passed_by
    assert (
        len(passed_by)
        == asyncio.run(
            ask(bare_database, "SELECT count(*) FROM pg_attribute WHERE attstattarget = 0 AND attrelid > 16383")
        )[0][0]
    )


def test_what_was_sold_before_there_were_rollups_is_in_them(bare_database: str) -> None:
    upgrade(bare_database, "eb696a33f611")
    for statement in SOLD_BEFORE.split(";"):
        _ = asyncio.run(ask(bare_database, statement.replace("#", "0" * 31)))
    upgrade(bare_database)
    assert asyncio.run(ask(bare_database, "SELECT local_hour FROM orders ORDER BY id")) == [(21,), (3,)]
    assert asyncio.run(ask(bare_database, "SELECT count(*), sum(quantity) FROM sales_by_product")) == [(8, 36)]
    assert asyncio.run(ask(bare_database, "SELECT products FROM product_counts")) == [(2,)]
    looked_at = asyncio.run(ask(bare_database, "SELECT tablename FROM pg_stats WHERE tablename LIKE '%by_part_of%'"))
    assert sorted(looked_at) == [("orders_by_part_of_customer_idx",), ("products_by_part_of_name_idx",)]

    assert asyncio.run(wrong_sums(bare_database)) == 0


def test_what_waited_to_be_rolled_up_says_what_it_came_to(bare_database: str) -> None:
    upgrade(bare_database, "eb696a33f611")
    for statement in SOLD_BEFORE.split(";"):
        _ = asyncio.run(ask(bare_database, statement.replace("#", "0" * 31)))
    upgrade(bare_database, "c27f90b4e8d1")
    _ = asyncio.run(ask(bare_database, "INSERT INTO orders_to_roll_up SELECT restaurant_id, id FROM orders"))
    for kept in ("sales_by_product", "sales_by_hour"):
        _ = asyncio.run(ask(bare_database, f"DELETE FROM {kept}"))  # noqa: S608 - one of the two
    upgrade(bare_database)
    waiting = "SELECT local_hour, lines, quantity, revenue FROM orders_to_roll_up ORDER BY order_id"
    assert asyncio.run(ask(bare_database, waiting)) == [(21, 2, 5, 500), (3, 1, 4, 400)]
    assert asyncio.run(wrong_sums(bare_database)) == 0
    _ = asyncio.run(ask(bare_database, "UPDATE orders_to_roll_up SET quantity = quantity + 1"))
    assert asyncio.run(wrong_sums(bare_database)) == 2


TWINS = """
    INSERT INTO restaurants VALUES ('#1', U&'Caf\\00E9\\FEFF', 'USD', 'America/New_York', '04:00');
    INSERT INTO users VALUES ('#1', '#2', 'ann@example.com', U&'Rene\\0301', 'waiter', true, now(), 1, 1);
    INSERT INTO products VALUES
        ('#1', '#3', U&'Cre\\0300me', 100, true, '2026-01-02', 1),
        ('#1', '#4', U&'Cr\\00E8me', 200, true, '2026-01-03', 1),
        ('#1', '#5', U&'Cr\\00E8me (2)', 300, true, '2026-01-04', 1),
        ('#1', '#6', U&'\\FEFFCr\\00E8me', 400, true, '2026-01-05', 1),
        ('#1', '#7', U&'\\200B', 500, true, '2026-01-06', 1),
        ('#1', '#8', 'Tea', 600, true, '2026-01-07', 1),
        ('#1', '#9', U&'Tea\\200B', 700, true, '2026-01-01', 1);
    INSERT INTO orders VALUES
        ('#1', '#a', '#2', U&'Zoe\\0301', 100, '2026-01-31', '2026-02-01 02:30Z', 21),
        ('#1', '#b', '#2', 'Bob', 100, '2026-01-31', '2026-02-01 02:30Z', 21);
    INSERT INTO order_products VALUES ('#1', '#a', 0, '#c', '#3', U&'Cre\\0300me', 1, 100)
"""


def test_names_of_before_get_one_spelling_and_twins_stay_two(bare_database: str) -> None:
    upgrade(bare_database, "7d1e5a0c93b6")
    for statement in TWINS.split(";"):
        _ = asyncio.run(ask(bare_database, statement.replace("#", "0" * 31)))
    upgrade(bare_database)
    products = asyncio.run(ask(bare_database, "SELECT right(id::text, 1), name, version FROM products ORDER BY id"))
    assert products == [
        ("3", "Cr\u00e8me", 2),
        ("4", "Cr\u00e8me (3)", 2),
        ("5", "Cr\u00e8me (2)", 1),
        ("6", "Cr\u00e8me (4)", 2),
        ("7", "(no name)", 2),
        ("8", "Tea (2)", 2),
        ("9", "Tea", 2),
    ]
    assert asyncio.run(ask(bare_database, "SELECT customer_name FROM orders ORDER BY id")) == [("Zo\u00e9",), ("Bob",)]
    assert asyncio.run(ask(bare_database, "SELECT name, version FROM users")) == [("Ren\u00e9", 2)]
    assert asyncio.run(ask(bare_database, "SELECT name FROM restaurants")) == [("Caf\u00e9",)]
    sold = asyncio.run(ask(bare_database, "SELECT right(product_id::text, 1), product_name FROM order_products"))
    assert sold == [("3", "Cre\u0300me")]


TWO_CURRENCIES = """
    INSERT INTO restaurants (id, name, currency, time_zone, day_starts_at, slug, is_open, version) VALUES
        ('#1', 'A', 'EUR', 'UTC', '00:00', 'a', true, 1), ('#2', 'B', 'JPY', 'UTC', '00:00', 'b', true, 1),
        ('#3', 'C', 'EUR', 'UTC', '00:00', 'c', true, 1);
    INSERT INTO products VALUES
        ('#1', '#4', 'Soup', 100, true, now(), 1), ('#2', '#4', 'Soup', 1, true, now(), 1),
        ('#3', '#4', 'Soup', 100, true, now(), 1)
"""


def test_products_of_before_say_the_currency_of_their_restaurant(bare_database: str) -> None:
    upgrade(bare_database, "c3a8f16d5e27")
    for statement in TWO_CURRENCIES.split(";"):
        _ = asyncio.run(ask(bare_database, statement.replace("#", "0" * 31)))
    upgrade(bare_database)
    currencies = asyncio.run(ask(bare_database, "SELECT currency FROM products ORDER BY restaurant_id"))
    assert currencies == [("EUR",), ("JPY",), ("EUR",)]
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        _ = asyncio.run(ask(bare_database, "UPDATE restaurants SET currency = 'USD' WHERE slug = 'b'"))
    downgrade(bare_database, "c3a8f16d5e27")
    _ = asyncio.run(ask(bare_database, "UPDATE restaurants SET currency = 'USD' WHERE slug = 'b'"))


def test_two_upgrades_at_once_are_safe(bare_database: str) -> None:
    program = "import sys; from adapters.postgres.kernel.migrations import upgrade; upgrade(sys.argv[1])"
    command = [executable, "-c", program, bare_database]
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda _: run(command, check=False).returncode, range(2)))  # noqa: S603 - our own program
    assert ended == [0, 0]
    assert tables(bare_database) == TABLES | {"alembic_version"}


def test_every_key_starts_with_the_restaurant(postgres_url: str) -> None:
    unique = asyncio.run(ask(postgres_url, _KEYS))
    assert len(unique) > 10
    assert {column for _, _, column in unique} == {"restaurant_id"}
    assert {column for _, column in asyncio.run(ask(postgres_url, _FOREIGN))} == {"restaurant_id"}


RESTAURANT = "id, name, currency, time_zone, day_starts_at, slug, is_open, version"


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        (
            "restaurants",
            RESTAURANT,
            "gen_random_uuid(), 'X', 'usd', 'UTC', '00:00', 'x', true, 1",
        ),
        *(
            ("restaurants", RESTAURANT, f"gen_random_uuid(), 'X', 'USD', 'UTC', '00:00', {rest}")
            for rest in ("'X', true, 1", "'-x', true, 1", "'', true, 1", "'x', true, 0")
        ),
        (
            "restaurants",
            RESTAURANT,
            "gen_random_uuid(), ' X', 'USD', 'UTC', '00:00', 'x', true, 1",
        ),
        *(
            ("products", "restaurant_id, id, name, price, available, created_at, version, currency", f"{rest}, 'USD'")
            for rest in (
                "gen_random_uuid(), gen_random_uuid(), '', 1, true, now(), 1",
                "gen_random_uuid(), gen_random_uuid(), E'a\\nb', 1, true, now(), 1",
                "gen_random_uuid(), gen_random_uuid(), repeat('x', 121), 1, true, now(), 1",
                "gen_random_uuid(), gen_random_uuid(), 'Soup', 0, true, now(), 1",
                "gen_random_uuid(), gen_random_uuid(), 'Soup', 1000000000001, true, now(), 1",
                "gen_random_uuid(), gen_random_uuid(), 'Soup', 1, true, now(), 0",
            )
        ),
        *(
            ("users", "restaurant_id, id, email, name, role, active, created_at, version, token_version", f"{rest}")
            for rest in (
                "gen_random_uuid(), gen_random_uuid(), 'ann', 'Ann', 'waiter', true, now(), 1, 1",
                "gen_random_uuid(), gen_random_uuid(), 'a@b', 'Ann', 'boss', true, now(), 1, 1",
            )
        ),
    ],
)
async def test_a_bad_row_written_by_hand_is_refused(postgres_url: str, table: str, columns: str, values: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        _ = await ask(postgres_url, f"INSERT INTO {table} ({columns}) VALUES ({values})")  # noqa: S608 - by hand


async def test_a_database_without_the_schema_is_not_ready(bare_database: str) -> None:
    world = OnPostgres(bare_database)
    try:
        assert [sentence for sentence in await world.room().readiness.missing() if "`migrate`" in sentence]
    finally:
        await world.close()
