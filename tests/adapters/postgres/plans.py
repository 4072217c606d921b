"""A database with much in it, and how PostgreSQL goes about reading it."""

from datetime import date
from typing import Any

import asyncpg

from adapters.postgres.kernel.answers import written
from adapters.postgres.kernel.engine import Database
from domain.kernel.ids import TableId, WaiterId
from domain.kernel.period import Period
from tests.contracts.things import a_product, new_id
from tests.contracts.worlds import OURS, OnPostgres, a_restaurant
from tests.database import ask

MARCH = Period(start=date(2025, 3, 1), end=date(2025, 3, 31))
ANN = WaiterId(new_id())
SEVEN = TableId(new_id())
MADE = written(a_product("Soup"))
FILL = f"""
    INSERT INTO users VALUES ($1::uuid, $2::uuid, 'ann@example.com', 'Ann', 'waiter', true, now(), 1, 1);
    INSERT INTO users SELECT r, md5('u' || n)::uuid, n || '@example.com', 'Bob', 'waiter', true, now(), 1, 1
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 9) n;
    INSERT INTO products (restaurant_id, id, name, price, available, created_at, version, currency, category)
        SELECT r, md5('p' || n)::uuid, 'Soup ' || n, 100, true, now(), 1, 'USD',
        CASE n % 3 WHEN 0 THEN 'Soups ' || n % 20 END
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 20000) n;
    INSERT INTO orders (restaurant_id, id, user_id, customer_name, total_price, business_date, local_hour, created_at)
        SELECT r, md5('o' || n)::uuid, CASE n % 10 WHEN 0 THEN $2::uuid ELSE md5('u' || n % 10)::uuid END,
        'Table ' || n % 40, 300, DATE '2025-01-01' + n / 100, 12, TIMESTAMPTZ '2025-01-01' + n / 100 * INTERVAL '1 day'
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 30000) n;
    INSERT INTO tables SELECT $1::uuid, id, id::text, NULL, NULL, true, 1
        FROM (SELECT $3::uuid AS id UNION ALL SELECT md5('t' || n)::uuid FROM generate_series(1, 50) n) t;
    UPDATE orders SET status = 'closed', table_id = md5('t' || (1 + local_hour * ctid_n % 50))::uuid
        FROM (SELECT id AS o, row_number() OVER () AS ctid_n FROM orders) n WHERE o = id AND ctid_n % 20 = 0;
    UPDATE orders SET table_id = $3::uuid WHERE customer_name = 'Table 7';
    UPDATE orders SET status = 'closed' WHERE customer_name = 'Table 7' AND business_date < '2025-10-20';
    UPDATE orders SET customer_name = 'Zoë' WHERE id IN (md5('o7')::uuid, md5('o777')::uuid);
    INSERT INTO idempotency_keys (restaurant_id, user_id, route, key, fingerprint, made, created_at)
        SELECT r, $2::uuid, 'POST /api/orders', 'key ' || n, sha256(''), '{MADE}', now()
        FROM (SELECT $1::uuid AS r) r, generate_series(1, 30000) n;
    INSERT INTO order_products SELECT restaurant_id, id, 0, id, md5('p1')::uuid, 'Soup 1', 3, 100 FROM orders;
    INSERT INTO order_products (restaurant_id, order_id, position, id, product_id, product_name, quantity, unit_price,
        status, station_id, sent_at, started_at, ready_at, served_at)
        SELECT restaurant_id, id, 1, id, md5('p2')::uuid, 'Soup 2', 3, 100,
        (ARRAY['sent', 'ready', 'served'])[1 + n % 3],
        CASE n % 2 WHEN 0 THEN md5('s' || n % 8)::uuid END, created_at, created_at + INTERVAL '60 seconds',
        created_at + n % 600 * INTERVAL '1 second', created_at + INTERVAL '900 seconds'
        FROM (SELECT *, row_number() OVER () AS n FROM orders) o;
    INSERT INTO stations SELECT r, md5('s' || n)::uuid, 'Station ' || n, 1
        FROM (SELECT $1::uuid AS r) r, generate_series(0, 4) n
"""  # noqa: S608 - what is kept is our own


class Watched(Database):
    """A database that keeps what it was sent."""

    def __init__(self, database_url: str) -> None:
        super().__init__(database_url)
        self.sent: list[Any] = []

    async def connected(self, driver: Any) -> None:  # noqa: ANN401 - generic only in its stubs
        driver.add_query_logger(self.sent.append)


async def fill(database_url: str) -> None:
    """Leave 30,000 orders of 300 days, bumped or not, and 20,000 products there, rolled up and analysed."""
    _ = await ask(database_url, "TRUNCATE restaurants CASCADE")
    world = OnPostgres(database_url)
    room = world.room()
    await room.work.commit(None, room.restaurants.add(a_restaurant()))
    for statement in FILL.split(";"):
        for place, value in (("$1", OURS), ("$2", ANN), ("$3", SEVEN)):
            statement = statement.replace(place, f"'{value}'")  # noqa: PLW2901 - what is sent
        _ = await ask(database_url, statement)
    await room.rollups.rebuild()
    await world.close()
    _ = await ask(database_url, "VACUUM ANALYZE")


async def how(database_url: str, read: Any) -> str:  # noqa: ANN401 - any of the above
    world = OnPostgres(database_url)
    world.database = watched = Watched(database_url)
    try:
        _ = await read(world.room())
    finally:
        await world.close()
    ours = [sent for sent in watched.sent if "typeinfo" not in sent.query]  # not what the driver asks about types
    plans = [await ask(database_url, f"EXPLAIN {sent.query}", *sent.args) for sent in ours]
    return "\n".join(line for plan in plans for (line,) in plan)


async def plan_for_any_values(database_url: str, read: Any) -> list[str]:  # noqa: ANN401 - a report
    """Return how a report was made by the plan that PostgreSQL makes after five calls, for values it does not know."""
    world = OnPostgres(database_url)
    world.database = watched = Watched(database_url)
    _ = await read(world.room())
    await world.close()
    sent = watched.sent[-1]
    values = ", ".join("NULL" if each is None else f"'{each}'" for each in sent.args)
    connection: Any = await asyncpg.connect(database_url)
    try:
        await connection.execute("SET plan_cache_mode = force_generic_plan")
        await connection.execute(f"PREPARE report AS {sent.query}")
        return [line for (line,) in await connection.fetch(f"EXPLAIN (ANALYZE, TIMING OFF) EXECUTE report ({values})")]
    finally:
        await connection.close()
