"""One node of a cluster can run each statement of each use case: held here without a cluster."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

import pytest

from application.events.ports import EventQueues
from application.events.webhooks import WebhookQueues
from application.kernel.audit import AuditQueues
from application.ordering.receipts import ReceiptQueues
from application.reporting.ports import RollupQueues
from application.reporting.roll_up_sales import RollUpSales
from tests.budget.kitchen import ANN, SOUP, Kitchen, stock
from tests.budget.single_shard import Cluster
from tests.budget.test_statements import BUDGET, Row
from tests.contracts.things import NOON, a_line, an_order
from tests.contracts.worlds import OURS
from tests.database import ask

LINES: Final = "SELECT FROM orders JOIN order_products ON orders.id = order_products.order_id WHERE "
ACROSS: Final = "order_products.restaurant_id = orders.restaurant_id"
BY_KEY: Final = (
    "INSERT INTO rate_limits VALUES ($1, 'a', 'b', $2) ON CONFLICT (restaurant_id, what, who) DO UPDATE SET "
)
FROM_OTHERS: Final = "INSERT INTO product_counts SELECT id, 1 FROM restaurants"
NAMED: Final = re.compile(r"(\w+\.restaurant_id) = (\$\d+::UUID)")
UNFIT: Final = [
    ("SELECT FROM products WHERE name = 'Soup'", ["products is not compared with one restaurant"]),
    ("SELECT FROM products WHERE restaurant_id = ANY (ARRAY[$1::uuid, gen_random_uuid()])", ["products"]),
    (f"{LINES} orders.restaurant_id = $1", ["order_products"]),
    (f"{LINES} order_products.restaurant_id = $1", ["orders"]),
    (f"{LINES} {ACROSS}", ["order_products", "orders"]),
    ("DELETE FROM sessions WHERE id = gen_random_uuid()", ["sessions", "gen_random_uuid()"]),
    ("UPDATE attempts SET next_at = now() WHERE restaurant_id = $1", ["now()"]),
    (f"{BY_KEY} used_until = rate_limits.used_until + INTERVAL '1 day'", ["timestamptz_pl_interval()"]),
    (f"{BY_KEY} used_until = $2 WHERE rate_limits.used_until < clock_timestamp()", ["clock_timestamp()"]),
    (FROM_OTHERS, ["product_counts"]),
    ("SELECT FROM users WHERE restaurant_id = restaurant_id AND email = '@'", ["users"]),
    ("SELECT row(id, name) FROM products WHERE restaurant_id = $1", ["row()"]),
    ("SELECT (id, name) FROM products WHERE restaurant_id = $1", ["row()"]),
    ("SELECT FROM products WHERE restaurant_id = $1 OR name = 'Soup'", ["products"]),
    ("SELECT FROM products WHERE (restaurant_id = $1 OR name = 'Soup') AND price > 1", ["products"]),
]
FIT: Final = [
    f"{LINES} {ACROSS} AND orders.restaurant_id = $1",
    "SELECT FROM products, LATERAL (SELECT FROM users WHERE restaurant_id = $1 LIMIT 1) u WHERE restaurant_id = $1",
    f"{BY_KEY} used_until = timezone('UTC', timezone('UTC', rate_limits.used_until) + INTERVAL '1 day')",
    "SELECT FROM products WHERE restaurant_id = $1 AND (name = 'Soup' OR price > 1)",
    "SET LOCAL statement_timeout = 0",
]
WHOLE: Final = {
    "restaurants": "one is looked for by its id or as the first, all are listed: few rows, whole on every node",
    "alembic_version": "migrations ask it, before anything is distributed",
}
"""The tables that no restaurant's id divides."""
SPANNING: Final[list[tuple[type[Any], str, list[str], str]]] = [
    (AuditQueues, "restaurants", ["audit_to_seal"], "who waits: asked once a turn, for all restaurants have turns"),
    (EventQueues, "restaurants", ["event_heads", "events_to_number"], "who waits, as before"),
    (
        RollupQueues,
        "restaurants",
        [
            "bill_entries_to_roll_up",
            "handovers_to_roll_up",
            "orders_to_roll_up",
            "products_to_count",
            "voids_to_roll_up",
        ],
        "who waits, as before",
    ),
    (ReceiptQueues, "restaurants", ["receipts_to_number"], "who waits, as before"),
    (WebhookQueues, "due", ["event_heads", "webhooks"], "who waits, as before: restaurants with webhooks are few"),
    (RollupQueues, "waiting", ["orders_to_roll_up"], "statistics: the metrics tell how much waits of all together"),
]
"""The statements that ask all restaurants on purpose: port, method, tables, reason."""
ASKED_FOR: Final[dict[str, dict[str, Any]]] = {"due": {"now": NOON, "most": 9}}
"""What methods of these are asked for."""


@pytest.fixture
async def kitchen(clean_database: str) -> AsyncIterator[Kitchen]:
    await stock(clean_database, *(an_order(ANN, a_line(SOUP)) for _ in range(24)))
    kitchen = Kitchen(clean_database)
    _ = await (await kitchen.get(RollUpSales))()
    yield kitchen
    await kitchen.close()


async def sent_by(kitchen: Kitchen, port: type[Any], method: str) -> list[tuple[str, Sequence[object]]]:
    """Return what a port's method sends to PostgreSQL."""
    asked = await kitchen.get(port)
    await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
    kitchen.sent.clear()
    _ = await getattr(asked, method)(**ASKED_FOR.get(method, {}))
    await asyncio.sleep(0)
    return kitchen.records


@pytest.mark.parametrize(("port", "method", "tables", "reason"), SPANNING)
async def test_what_asks_all_restaurants_asks_these_tables_alone(
    clean_database: str, kitchen: Kitchen, port: type[Any], method: str, tables: list[str], reason: str
) -> None:
    ((query, arguments),) = await sent_by(kitchen, port, method)
    async with Cluster.beside(clean_database, OURS) as cluster:
        assert await cluster.spans(query, arguments) == tables, reason


async def test_every_other_table_says_whose_its_rows_are(clean_database: str) -> None:
    undivided = (
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT EXISTS"
        " (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'restaurant_id')"
    )
    assert {name for (name,) in await ask(clean_database, undivided)} == set(WHOLE)


@pytest.mark.parametrize("row", BUDGET, ids=[row.name for row in BUDGET])
async def test_each_statement_of_a_use_case_is_one_nodes(clean_database: str, kitchen: Kitchen, row: Row[Any]) -> None:
    spanning = [query for each in SPANNING for query, _ in await sent_by(kitchen, *each[:2])]
    await row.use(kitchen)
    async with Cluster.beside(clean_database, OURS) as cluster:
        said = {query: await cluster.objections(query, arguments) for query, arguments in kitchen.records}
    objections = [f"{'; '.join(why)}:\n{query}" for query, why in said.items() if why and query not in spanning]
    assert not objections, "\n\n".join(objections)


@pytest.mark.parametrize("row", BUDGET, ids=[row.name for row in BUDGET])
async def test_a_statement_that_stops_naming_the_restaurant_is_noticed(
    clean_database: str, kitchen: Kitchen, row: Row[Any]
) -> None:
    await row.use(kitchen)
    async with Cluster.beside(clean_database, OURS) as cluster:
        for query, arguments in kitchen.records:
            without = NAMED.sub(r"\1 = \1 AND \2 IS NOT NULL", query)
            if without != query:
                assert await cluster.objections(without, arguments), without


@pytest.mark.parametrize(("query", "why"), UNFIT)
async def test_what_a_node_cannot_run_is_noticed(clean_database: str, query: str, why: list[str]) -> None:
    async with Cluster.beside(clean_database, OURS) as cluster:
        said = await cluster.objections(query, _arguments(query))
    assert [each.split()[0] for each in said] == why or said == why


@pytest.mark.parametrize("query", FIT)
async def test_what_a_node_can_run_is_not_objected_to(clean_database: str, query: str) -> None:
    async with Cluster.beside(clean_database, OURS) as cluster:
        assert await cluster.objections(query, _arguments(query)) == []


def _arguments(query: str) -> list[object]:
    return [value for name, value in (("$1", OURS), ("$2", NOON)) if name in query]
