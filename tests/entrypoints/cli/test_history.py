"""A made-up history: believable, the same for the same seed, and loaded as if every order had been placed."""

import asyncio
import os
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from dishka import AsyncContainer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from application.reporting.day_reports import DayForm, DayReports
from application.reporting.ports import SalesQuestion
from application.reporting.reconcile import Reconcile
from application.reporting.report_day import ReportDay
from application.reporting.verify_days import VerifyDays
from domain.billing.day import DayReport
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.kernel.period import Period
from entrypoints.cli.filling import rows_of
from entrypoints.cli.history import history
from entrypoints.cli.use_case import run_use_case
from entrypoints.cli.year import Year
from tests.contracts.things import new_id
from tests.contracts.worlds import OURS, OnPostgres, a_restaurant
from tests.database import ask
from tests.properties.test_business_day import ZONES

LAST = date(2026, 11, 1)
YEAR = Year(seed=7, orders=20_000, days=365, last=LAST, restaurant=a_restaurant(zone="Europe/Rome"))

WRONG = [
    """SELECT count(*) FROM orders o WHERE total_price <> (SELECT sum(quantity * unit_price) FROM order_products l
       WHERE l.restaurant_id = o.restaurant_id AND l.order_id = o.id)""",
    "SELECT count(*) FROM orders WHERE local_hour <> extract(hour FROM created_at AT TIME ZONE 'Europe/Rome')",
    """SELECT count(*) FROM orders
       WHERE business_date <> (created_at AT TIME ZONE 'Europe/Rome' - '5h'::interval)::date""",
    "SELECT count(*) FROM pg_constraint WHERE NOT convalidated",
]


@pytest.fixture
def filled(clean_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with 3,000 orders of 40 days across the end of summer time."""
    environment = {
        "APP_ENV": "development",
        "DATABASE_URL": clean_database,
        "DATA_DIR": str(tmp_path),
        "RESTAURANT_TIME_ZONE": "Europe/Rome",
        "RESTAURANT_DAY_STARTS_AT": "05:00",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = fill()
    assert said.exit_code == 0, said.output
    assert "3,000 orders of 40 days" in said.output
    return clean_database


def fill(*more: str) -> Result:
    arguments = ["--orders", "3000", "--days", "40", "--last", str(LAST), *more]
    return CliRunner().invoke(history, arguments, env=dict(os.environ))


def test_the_same_seed_is_the_same_year_and_another_is_another() -> None:
    again = Year(seed=7, orders=20_000, days=365, last=LAST, restaurant=a_restaurant(zone="Europe/Rome"))
    other = Year(seed=8, orders=20_000, days=365, last=LAST, restaurant=a_restaurant(zone="Europe/Rome"))
    assert rows_of(YEAR, 300) == rows_of(again, 300) != rows_of(other, 300)


def test_a_year_has_as_many_orders_as_asked_for_and_most_at_weekends() -> None:
    counts = YEAR.counts()
    weekdays: Counter[int] = Counter()
    for number, count in enumerate(counts):
        weekdays[(LAST - timedelta(days=364 - number)).weekday()] += count
    assert (len(counts), sum(counts)) == (365, 20_000)
    assert min(counts) > 20
    assert {weekday for weekday, _ in weekdays.most_common(2)} == {4, 5}


def test_ten_years_take_ten_times_as_long_as_one_and_not_a_hundred_times() -> None:
    took: list[float] = []
    for years in (1, 10):
        some = Year(seed=9, orders=365 * years, days=365 * years, last=LAST, restaurant=YEAR.restaurant)
        began = time.thread_time()
        assert sum(rows_of(some, day).orders for day in range(some.days)) == some.orders
        took.append(time.thread_time() - began)
    assert took[1] < 30 * took[0]


def test_people_come_for_lunch_and_dinner_and_order_three_things_of_a_menu_with_a_long_tail() -> None:
    placed = [order for day in range(0, 365, 7) for order in YEAR.day(day)]
    hours = Counter(order.placed_at.astimezone(ZoneInfo("Europe/Rome")).hour for order in placed)
    lines = [line for order in placed for line in order.lines]
    sold = Counter(line.product_name for line in lines)
    assert {hour for hour, _ in hours.most_common(4)} == {12, 13, 19, 20}
    assert 2.8 < len(lines) / len(placed) < 3.2
    assert len({dish.name for dish in YEAR.menu}) == 200
    assert sold.most_common(1)[0][1] > 10 * len(lines) / 200
    assert len(sold) > 150
    assert len({order.waiter for order in placed}) == 20


@given(st.sampled_from(ZONES), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
@example("Europe/Rome", time_of_day(5))
@example("Europe/Rome", time_of_day(17, 30))
@example("America/New_York", time_of_day(20))
@settings(max_examples=20)
def test_orders_of_a_day_come_in_time_and_belong_to_it(zone: str, starts: time_of_day) -> None:
    early = Year(seed=1, orders=600, days=10, last=LAST, restaurant=a_restaurant(zone=zone, day_starts_at=starts))
    for number in range(10):
        placed = list(early.day(number))
        assert [order.id for order in placed] == sorted(order.id for order in placed)
        assert {order.id.version for order in placed} == {7}
        day = LAST - timedelta(days=9 - number)
        assert {early.restaurant.business_date(order.placed_at) for order in placed} == {day}
        assert {early.restaurant.local_hour(order.placed_at) for order in placed} <= {*range(8, 24)}


def test_prices_change_and_lines_carry_the_price_of_their_day() -> None:
    dish = next(dish for dish in YEAR.menu if len(dish.prices) > 1)
    since, price = dish.prices[1]
    assert dish.price(since - 1) == dish.prices[0][1] != dish.price(since) == price
    assert dish.price(364) == dish.prices[-1][1]


def test_a_history_is_as_if_every_order_had_been_placed(filled: str) -> None:
    async def look() -> int:
        world = OnPostgres(filled)
        restaurant = (await ask(filled, "SELECT id FROM restaurants"))[0][0]
        room = world.room(restaurant)
        sold = await room.sales.by_product(SalesQuestion())
        wrong = await room.rollups.differences()
        await world.close()
        assert restaurant != OURS
        assert sum(each.quantity for each in sold) > 3000
        return wrong

    assert asyncio.run(look()) == 0
    for statement in WRONG:
        assert asyncio.run(ask(filled, statement)) == [(0,)], statement
    counts = "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM users), (SELECT count(*) FROM products)"
    assert asyncio.run(ask(filled, counts)) == [(3000, 21, 200)]
    keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE 'order%'"
    assert asyncio.run(ask(filled, keys)) == [(15,)]


def test_a_history_has_bills_that_are_paid_and_days_that_are_closed(filled: str) -> None:
    async def look(container: AsyncContainer) -> list[DayReport]:
        manager = Caller(id=WaiterId(new_id()), role=Role.MANAGER)
        reconcile, verify = await container.get(Reconcile), await container.get(VerifyDays)
        assert await reconcile(caller=manager, period=Period(start=LAST - timedelta(days=39), end=LAST)) == []
        assert (await verify())[::2] == (40, None)
        report, form = await container.get(ReportDay), await container.get(DayForm)
        read = [form.read(each.content) async for each in (await container.get(DayReports)).all()]
        assert read == [replace(await report(day=each.day), closing=each.closing) for each in read]
        return read

    reports = run_use_case(look, memory="")
    takings = [report.takings.total for report in reports]
    assert [report.day for report in reports] == [LAST - timedelta(days=days) for days in reversed(range(40))]
    assert all(each.payments and each.tax and each.tips for each in takings)
    assert sum(each.discounts.minor for each in takings) > 0
    assert sum(each.refunds.minor for each in takings) > 0
    assert sum(each.total.minor - each.payments.minor for each in takings) == 0
    kinds = "SELECT count(DISTINCT kind), count(DISTINCT order_id) FROM order_payments"
    assert asyncio.run(ask(filled, kinds)) == [(2, 3000)]
    assert asyncio.run(ask(filled, "SELECT DISTINCT status, billed IS NULL FROM orders")) == [("closed", False)]


def test_a_history_is_not_mixed_with_orders_that_are_there(filled: str) -> None:
    _ = filled
    said = fill()
    assert said.exit_code == 1
    assert said.output == "Error: there are orders already, and a made-up history would mix with them\n"


def test_a_history_that_was_interrupted_can_be_made_again_and_another_does_not_mix_with_it(filled: str) -> None:
    _ = asyncio.run(ask(filled, "TRUNCATE orders CASCADE"))  # as it is where it was cut off while orders were loaded
    said = fill("--seed", "2")
    assert (said.exit_code, said.output) == (
        1,
        "Error: there are users or products of the same names already, and a made-up history would mix with them\n",
    )
    assert asyncio.run(ask(filled, "SELECT count(*) FROM orders")) == [(0,)]

    said = fill()
    assert said.exit_code == 0, said.output
    assert asyncio.run(ask(filled, "SELECT count(*) FROM orders")) == [(3000,)]


def test_memory_would_forget_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORAGE", "memory")
    monkeypatch.setenv("APP_ENV", "development")
    assert fill().output == "Error: STORAGE is memory, which would forget it at once\n"
