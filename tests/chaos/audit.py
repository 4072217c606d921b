"""What is in the tables, held against what the clients wrote down."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg
import msgspec

from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.sweeping import Sweeping
from adapters.postgres.reporting.rollup_queues import PostgresRollupQueues
from adapters.postgres.reporting.rollups import PostgresRollups
from adapters.postgres.restaurant.restaurants import PostgresRestaurants
from application.reporting.roll_up_sales import RollUpSales
from tests.chaos.ledger import Entry, Ledger, Outcome

# What was split off another order was placed with that one. Commands change what an order comes to.
_PLACED = """
    SELECT customer_name, id::text, CASE version WHEN 1 THEN total_price END FROM orders o WHERE NOT EXISTS (
        SELECT FROM order_products l WHERE l.order_id = o.id AND l.position = 0 AND l.moved_from IS NOT NULL
    )
"""
_ANSWERS = """
    SELECT key, made::json -> 'made' ->> 'id' AS made FROM idempotency_keys WHERE route = 'POST /api/orders'
"""


@dataclass(frozen=True, slots=True)
class Findings:
    """How many orders are not as they should be; every one of these is zero when nothing went wrong."""

    lost: int  # acknowledged, and not stored with its lines, its total and its answer
    doubled: int  # one key, several orders
    left: int  # refused, and still something is there
    strange: int  # stored, and nobody was told
    unnumbered: int  # without a number of its own on its business day


@dataclass(frozen=True, slots=True)
class Stored:
    """The tables: orders and answers by their key, lines by their order, products by name."""

    orders: dict[str, list[tuple[str, int | None]]]  # id, cents where no command was given
    lines: dict[str, list[tuple[str, int, int]]]
    answers: dict[str, str]  # the id of the order that was made
    keys: set[str]  # also those of commands
    products: set[str]
    unnumbered: int

    def has(self, entry: Entry) -> bool:
        """Whether the order is there exactly as it was acknowledged."""
        told = msgspec.json.decode(entry.answer)["order"]
        return (
            self.orders.get(entry.key) in ([(told["id"], entry.cents)], [(told["id"], None)])
            and round(told["total_price"] * 100) == entry.cents
            and self.lines.get(told["id"], [])[: len(entry.lines)] == entry.lines
            and self.answers.get(entry.key) == told["id"]
            and self.products.issuperset(name for name, _, _ in entry.lines)
        )

    def has_anything_of(self, entry: Entry) -> bool:
        """Whether there is a trace of the order."""
        return entry.key in self.orders or entry.key in self.answers or entry.lines[0][0] in self.products


async def stored(database_url: str) -> Stored:
    """Read the tables past the API, as an accountant would."""
    connection = await asyncpg.connect(database_url, timeout=5)
    try:
        orders = await connection.fetch(_PLACED)
        lines = await connection.fetch(
            "SELECT order_id::text, product_name, unit_price, quantity FROM order_products ORDER BY order_id, position"
        )
        answers = await connection.fetch(_ANSWERS)
        keys = await connection.fetch("SELECT key FROM idempotency_keys")
        products = await connection.fetch("SELECT name FROM products")
        unnumbered = await connection.fetchval(
            "SELECT count(*) - count(DISTINCT (business_date, number)) FILTER (WHERE number > 0) FROM orders"
        )
    finally:
        await connection.close()
    return Stored(
        orders=_grouped(orders),
        lines=_grouped(lines),
        answers={row["key"]: row["made"] for row in answers},
        keys={row["key"] for row in keys},
        products={row["name"] for row in products},
        unnumbered=unnumbered,
    )


async def summed(database_url: str) -> int:
    """Return how many orders have been added to the sums for reports: the others still wait for it."""
    connection = await asyncpg.connect(database_url, timeout=5)
    try:
        return await connection.fetchval("SELECT (SELECT count(*) FROM orders) - count(*) FROM orders_to_roll_up")
    finally:
        await connection.close()


async def miscounted(database_url: str, *, rolled_up: bool = False) -> int:
    """Return how many sums for reports are not what the lines add up to; once nothing waits, where that is asked."""
    database = Database(database_url, connections=1)
    try:
        restaurant = await PostgresRestaurants(database).first()
        rollups = PostgresRollups(database, restaurant.id, Sweeping(database))
        while rolled_up and await PostgresRollupQueues(database).restaurants():
            _ = await RollUpSales(rollups)()
        return await rollups.differences()
    finally:
        await database.close()


def compare(ledger: Ledger, kept: Stored) -> Findings:
    """Count what is in one and not in the other."""
    acknowledged = ledger.having(Outcome.OK)
    refused = ledger.having(Outcome.REFUSED)
    known = {entry.key for entry in acknowledged}
    brought = {name for sent in (*acknowledged, *ledger.given(Outcome.OK)) for name, _, _ in sent.lines}
    strange = [
        kept.orders.keys() - known,
        kept.answers.keys() - known,
        kept.products - brought,
    ]
    return Findings(
        lost=sum(not kept.has(entry) for entry in acknowledged),
        doubled=sum(len(several) > 1 for several in kept.orders.values()),
        left=sum(kept.has_anything_of(entry) for entry in refused if not entry.good),
        strange=sum(len(each) for each in strange),
        unnumbered=kept.unnumbered,
    )


def _grouped(rows: Iterable[asyncpg.Record]) -> dict[str, list[tuple]]:
    grouped: defaultdict[str, list[tuple]] = defaultdict(list)
    for key, *rest in rows:
        grouped[key].append(tuple(rest))
    return dict(grouped)
