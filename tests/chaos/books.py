"""The books: what was ordered stands or was taken back, in lines, orders and reports alike."""

from collections import Counter
from collections.abc import Mapping

import asyncpg

from tests.chaos.clients import Counter as Place
from tests.chaos.ledger import Ledger, Outcome

_UNEVEN = """
    WITH taken_back AS (SELECT line_id, sum(quantity) AS quantity FROM order_voids GROUP BY line_id),
        taken_over AS (
            SELECT moved_from AS line_id, sum(quantity) AS quantity
            FROM order_products WHERE moved_from IS NOT NULL GROUP BY moved_from
        ),
        standing AS (
            SELECT order_id, sum(quantity - voided - moved) AS quantity,
                sum((quantity - voided - moved) * unit_price) AS total
            FROM order_products GROUP BY order_id
        )
    SELECT
        (SELECT count(*) FROM order_products l
            LEFT JOIN taken_back b ON b.line_id = l.id LEFT JOIN taken_over o ON o.line_id = l.id
            WHERE l.voided <> COALESCE(b.quantity, 0) OR l.moved <> COALESCE(o.quantity, 0))
        + (SELECT count(*) FROM orders o JOIN standing s ON s.order_id = o.id
            WHERE o.total_price <> s.total OR (o.status = 'voided') <> (s.quantity = 0))
"""
_BY_PRODUCT = """
    SELECT p.name,
        sum(l.quantity) FILTER (WHERE l.moved_from IS NULL)::bigint AS ordered,
        sum(l.quantity - l.voided - l.moved)::bigint AS standing,
        sum((l.quantity - l.voided - l.moved) * l.unit_price)::bigint AS cents
    FROM order_products l JOIN products p ON p.id = l.product_id GROUP BY p.name
"""
_VOIDED = """
    SELECT p.name, sum(v.quantity)::bigint AS voided
    FROM order_voids v JOIN order_products l ON l.id = v.line_id JOIN products p ON p.id = l.product_id GROUP BY p.name
"""


async def uneven(database_url: str, place: Place, ledger: Ledger) -> int:
    """Return how many lines, orders and products do not add up: with each other, the reports, and the ledger."""
    connection = await asyncpg.connect(database_url, timeout=5)
    try:
        (rows,) = await connection.fetch(_UNEVEN)
        products = await connection.fetch(_BY_PRODUCT)
        voids = await connection.fetch(_VOIDED)
    finally:
        await connection.close()
    voided = {row["name"]: row["voided"] for row in voids}
    ordered = {row["name"]: row["ordered"] for row in products}
    stands = {row["name"]: (row["standing"], row["cents"]) for row in products if row["standing"]}
    return (
        rows[0]
        + sum(row["ordered"] != row["standing"] + voided.get(row["name"], 0) for row in products)
        + _differing(ordered, _taken(ledger))
        + _differing(stands, await _reported(place))
    )


def _taken(ledger: Ledger) -> Counter[str]:
    taken = Counter[str]()
    for sent in ledger.sent:
        if sent.outcome is Outcome.OK:
            for name, _, quantity in sent.lines:
                taken[name] += quantity
    return taken


async def _reported(place: Place) -> Mapping[str, tuple[int, int]]:
    answer = (await place.http.get("/api/reports/products?limit=10000")).raise_for_status()
    rows = answer.json()["report"]["products"]
    return {
        row["product_name"]: (row["total_quantity"], round(row["total_price"] * 100))
        for row in rows
        if row["total_quantity"]
    }


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> int:
    return sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())
