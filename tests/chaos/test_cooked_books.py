"""Whoever accounts for a trial finds what is wrong: in the log, in the books, in the sums, and in what was heard."""

import asyncio
from pathlib import Path

import asyncpg

from adapters.embedded.server import EmbeddedPostgres
from tests.chaos.clients import Counter
from tests.chaos.faults import Stage
from tests.chaos.trial import run, stage

COOKED = (
    "DELETE FROM events WHERE number = 3",
    "UPDATE event_heads SET number = number + 1",
    """
    UPDATE order_products SET voided = 1
    WHERE position = 0 AND order_id = (SELECT id FROM orders WHERE version = 1 ORDER BY id LIMIT 1)
    """,
    "UPDATE sales_by_product SET quantity = quantity + 1",
    # Orders that are kept otherwise than their events say: of many, as what is done to an order later tells all of it.
    "CREATE SEQUENCE placed",
    """
    CREATE FUNCTION renamed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        CASE nextval('placed') % 5
            WHEN 0 THEN NEW.customer_name = 'Somebody else';
            WHEN 1 THEN NEW.number = 1;
            ELSE NULL;
        END CASE;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER renamed BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION renamed()",
    # What refused orders would have brought along.
    """
    INSERT INTO products (restaurant_id, id, name, price, available, created_at, version, currency)
    SELECT restaurant_id, gen_random_uuid(), 'Never 2-' || n, price, available, created_at, version, currency
    FROM (SELECT * FROM products LIMIT 1) one, generate_series(0, 3000) n
    """,
    # Some requests fail for no reason that they could help, and other answers are kept than were given.
    "CREATE SEQUENCE kept",
    """
    CREATE FUNCTION otherwise() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF nextval('kept') BETWEEN 5 AND 60 THEN RAISE 'not this one'; END IF;
        NEW.made = replace(NEW.made, '"open"', '"closed"');
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER otherwise BEFORE INSERT ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION otherwise()",
)


async def cook(on: Stage, _place: Counter) -> None:
    connection = await asyncpg.connect(on.database_url)
    try:
        async with asyncio.timeout(15):
            for statement in COOKED:
                while (await connection.execute(statement))[-1] == "0":  # noqa: ASYNC110 - until there is something to cook
                    await asyncio.sleep(0.05)
    finally:
        await connection.close()


def test_what_is_wrong_is_found(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    with stage(postgres, "cooked", tmp_path) as on:
        report = asyncio.run(run(on, [cook], seed=2, seconds=0.4))
    assert [name for name, number in report.zeros.items() if not number] == [], report
    assert not report.is_clean
