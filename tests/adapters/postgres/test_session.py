"""What holds on every connection: nothing waits for ever."""

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.route import Route


@pytest.mark.parametrize(
    ("setting", "value"),
    [("statement_timeout", "10s"), ("lock_timeout", "1s"), ("idle_in_transaction_session_timeout", "10s")]
    + [("TimeZone", "UTC"), ("application_name", "restaurant-orders")],
)
async def test_a_connection_comes_with_limits(postgres_url: str, setting: str, value: str) -> None:
    database = Database(postgres_url)
    rows = await database.fetch(text(f"SHOW {setting}"))
    await database.close()
    assert rows[0][0] == value


async def test_a_connection_that_is_taken_over_makes_its_plans_anew(clean_database: str) -> None:
    scanning = {"plan_cache_mode": "force_generic_plan", "enable_indexscan": "off", "enable_bitmapscan": "off"}
    looking_up = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
    connection = await Route(read_address(clean_database)).connect(scanning)
    _ = await connection.execute("PREPARE one AS SELECT FROM users WHERE restaurant_id = $1 AND id = $2")
    plan = "EXPLAIN EXECUTE one (gen_random_uuid(), gen_random_uuid())"

    assert "Seq Scan" in (await connection.fetchval(plan))
    await connection.change_settings(looking_up)
    assert "Index" in (await connection.fetchval(plan))

    await connection.close()
