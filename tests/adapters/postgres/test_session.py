"""What holds on every connection: nothing waits for ever."""

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.engine import Database


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
