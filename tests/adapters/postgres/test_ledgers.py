"""Ledgers: rows of them only arrive, and no order is paid more than it comes to, whatever a program does."""

import asyncpg
import pytest

from tests.contracts.ordering.test_accounts import a_dinner
from tests.contracts.worlds import OnPostgres, open_both
from tests.database import ask


@pytest.mark.parametrize("statement", ["UPDATE {} SET order_version = 1", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["order_payments", "order_refunds", "bill_entries"])
async def test_rows_of_a_ledger_only_arrive(clean_database: str, table: str, statement: str) -> None:
    world = await open_both(OnPostgres(clean_database))
    dinner = await a_dinner(world)
    await dinner.pay(10)
    await dinner.refund(5)
    await world.close()
    with pytest.raises(asyncpg.RaiseError, match=f"the table {table} takes new rows only"):
        _ = await ask(clean_database, statement.format(table))


@pytest.mark.parametrize("statement", ["UPDATE receipts SET number = 2", "DELETE FROM receipts"])
async def test_the_number_of_a_receipt_is_for_ever(clean_database: str, statement: str) -> None:
    world = await open_both(OnPostgres(clean_database))
    dinner = await a_dinner(world)
    assert await world.room().receipts.give(dinner.order.id) == 1
    await world.close()
    with pytest.raises(asyncpg.RaiseError, match="the table receipts takes new rows only"):
        _ = await ask(clean_database, statement)


async def test_the_database_takes_no_more_than_is_due(clean_database: str) -> None:
    world = await open_both(OnPostgres(clean_database))
    dinner = await a_dinner(world)
    await dinner.pay(10)
    await world.close()
    with pytest.raises(asyncpg.CheckViolationError, match="orders_paid_check"):
        _ = await ask(clean_database, "UPDATE orders SET paid = billed + 1")
