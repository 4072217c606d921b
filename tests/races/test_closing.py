"""Business days that are closed while orders and payments stream in, by two processes: everything is in one day."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from application.kernel.clock import Clock
from application.ordering.pay_order import PayOrder
from application.ordering.place_order import PlaceOrder
from application.reporting.add_up_takings import AddUpTakings
from application.reporting.close_day import CloseDay
from application.reporting.day_reports import DayForm
from application.reporting.reconcile import Reconcile
from domain.billing.day import DayReport
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId
from domain.kernel.money import Money, Price
from domain.kernel.names import Name
from domain.kernel.period import ALWAYS
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.people.waiter import Waiter
from tests.contracts.things import a_payment_method, a_waiter, keep
from tests.contracts.worlds import OURS, OnPostgres, open_both
from tests.database import ask

CASH = a_payment_method("Cash")
BOSS = Caller(id=WaiterId(OURS), role=Role.MANAGER)


@pytest.fixture
async def two(clean_database: str) -> AsyncIterator[tuple[OnPostgres, OnPostgres]]:
    one, other = OnPostgres(clean_database), OnPostgres(clean_database)
    _ = await open_both(one)
    yield one, other
    await one.close()
    await other.close()


async def serve(world: OnPostgres, waiter: Waiter, stop: asyncio.Event) -> int:
    """Place orders and pay them, one after the other, until told to stop. Return how many."""
    served = 0
    wanted = [Wanted(name=Name("Soup"), price=Price(100), quantity=Quantity(1))]
    while not stop.is_set():
        order = await world.use(PlaceOrder)(caller=waiter.caller, customer=Name("Bob"), wanted=wanted)
        _ = await world.use(PayOrder)(caller=waiter.caller, order=order.id, method=CASH.name, amount=Money(100))
        served += 1
    return served


async def test_everything_is_in_exactly_one_day(two: tuple[OnPostgres, OnPostgres], clean_database: str) -> None:
    one, other = two
    ann = a_waiter()
    await keep(one.room(), ann, CASH)
    today = one.use(Clock).now().date()
    stop = asyncio.Event()
    serving = [asyncio.create_task(serve(world, ann, stop)) for world in two for _ in range(6)]
    await asyncio.sleep(0.5)
    kept = await asyncio.gather(
        *(world.use(CloseDay)(caller=Caller(id=ann.id, role=Role.MANAGER), day=today) for world in two)
    )
    assert kept[0] == kept[1]
    await asyncio.sleep(0.5)
    stop.set()
    served = sum(await asyncio.gather(*serving))
    closed: DayReport = one.use(DayForm).read(kept[0].content)
    then, later = closed.takings.total, (await other.use(AddUpTakings)(period=ALWAYS)).days
    assert set(later) == {today, today + timedelta(days=1)}
    assert later[today] == then
    assert then.orders + later[today + timedelta(days=1)].orders == served
    assert then.payments + later[today + timedelta(days=1)].payments == Money(100 * served)
    assert closed.carried_over.due == then.total - then.payments
    assert await one.use(Reconcile)(caller=BOSS, period=ALWAYS) == []
    ((paid_before,),) = await ask(clean_database, "SELECT count(*) FROM order_payments WHERE business_date = $1", today)
    assert Money(100 * paid_before) == then.payments > Money(0)


async def test_of_many_who_close_at_once_one_does(two: tuple[OnPostgres, OnPostgres]) -> None:
    one, other = two
    days = [date(2026, 5, 1), date(2026, 5, 2)]
    done = await asyncio.gather(
        *(world.room().closed_days.close_through(day, after=None) for world in two for day in days for _ in range(4))
    )
    assert sum(done) == 1
    assert await other.room().closed_days.closed_through() == await one.room().closed_days.closed_through()
