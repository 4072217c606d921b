"""Plans that sessions made while there was next to nothing, and what they cost once there is much."""

import asyncio
from collections import Counter
from typing import Final

import pytest

from adapters.postgres.kernel.migrations import upgrade
from application.access.employ_user import EmployUser
from application.access.forget_expired import ForgetExpired
from application.access.give_approval import GiveApproval
from application.access.recover_access import RecoverAccess
from application.access.set_up import SetUp
from application.access.sign_out import SignOut
from application.billing.add_payment_method import AddPaymentMethod
from application.billing.add_tax_rate import AddTaxRate
from application.catalogue.add_modifier_group import AddModifierGroup
from application.catalogue.add_product import AddProduct
from application.catalogue.add_station import AddStation
from application.catalogue.change_product import ChangeProduct
from application.catalogue.import_menu import ImportMenu
from application.catalogue.remove_modifier_group import RemoveModifierGroup
from application.catalogue.remove_station import RemoveStation
from application.events.add_webhook import AddWebhook
from application.events.deliver_events import DeliverEvents
from application.events.forget_events import ForgetEvents
from application.floor.add_section import AddSection
from application.floor.add_table import AddTable
from application.floor.remove_section import RemoveSection
from application.floor.remove_table import RemoveTable
from application.kernel.forget_answers import ForgetAnswers
from application.kernel.refresh_statistics import RefreshStatistics
from application.kernel.verify_audit import VerifyAudit
from application.ordering.place_order import PlaceOrder
from application.people.register_user import RegisterUser
from application.reporting.close_day import CloseDay
from application.reporting.kitchen_report import KitchenReport
from application.reporting.product_sales_report import ProductSalesReport
from application.reporting.rebuild_rollups import RebuildRollups
from application.reporting.verify_rollups import VerifyRollups
from application.restaurant.change_restaurant import ChangeRestaurant
from application.restaurant.configure_restaurant import ConfigureRestaurant
from application.restaurant.open_restaurant import OpenRestaurant
from domain.reporting.sales import GroupBy
from tests.budget.beforehand import placing
from tests.budget.kitchen import Kitchen, stock
from tests.budget.test_statements import BUDGET
from tests.contracts.worlds import OURS
from tests.database import ask, empty

NO_AUTOVACUUM: Final = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        LOOP EXECUTE format('ALTER TABLE %I SET (autovacuum_enabled = off)', name); END LOOP;
    END $$
"""
MUCH: Final = f"""
    INSERT INTO users SELECT '{OURS}', md5('u' || n)::uuid, n || '@example.com', 'Bob', 'waiter', true, now(), 1, 1
        FROM generate_series(1, 10) n;
    INSERT INTO products SELECT '{OURS}', md5('p' || n)::uuid, 'Dish ' || n, 100, true, now(), 1, 'USD'
        FROM generate_series(1, 40000) n;
    INSERT INTO orders (restaurant_id, id, user_id, customer_name, total_price, business_date, local_hour, created_at)
        SELECT '{OURS}', md5('o' || n)::uuid, md5('u' || n % 10 + 1)::uuid, 'Bob', 100, DATE '2026-01-01' + n / 100, 12,
        now() FROM generate_series(1, 40000) n;
    INSERT INTO order_products SELECT '{OURS}', md5('o' || n)::uuid, 0, md5('l' || n)::uuid, md5('p' || n)::uuid,
        'Dish ' || n, 1, 100 FROM generate_series(1, 40000) n;
    INSERT INTO idempotency_keys (restaurant_id, user_id, route, key, fingerprint, made, created_at)
        SELECT '{OURS}', md5('u1')::uuid, 'POST /api/orders', 'key ' || n, sha256(''), '',
        now() FROM generate_series(1, 40000) n
"""  # noqa: S608 - the id is our own
READ: Final = """
    WITH large AS (SELECT relid, relname, seq_tup_read FROM pg_stat_user_tables WHERE n_live_tup >= 40000)
    SELECT relname, seq_tup_read FROM large
    UNION ALL SELECT indexrelname, idx_tup_read FROM pg_stat_user_indexes JOIN large USING (relid)
"""
"""Of the large tables: all of a small one is read again and again, and should be."""
OTHER_SESSIONS: Final = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
OF_RESTAURANTS: Final = {ChangeRestaurant, ConfigureRestaurant, OpenRestaurant}
ONLY_ONCE: Final = {
    RegisterUser,
    GiveApproval,
    SetUp,
    EmployUser,
    RecoverAccess,
    SignOut,
    AddPaymentMethod,
    AddModifierGroup,
    AddProduct,
    AddSection,
    AddStation,
    AddTable,
    AddTaxRate,
    AddWebhook,
    CloseDay,
    ImportMenu,
    GiveApproval,  # by a manager who can sign in: then no setup token is made anew
    DeliverEvents,
    RemoveModifierGroup,
    RemoveSection,
    RemoveStation,
    RemoveTable,
    ChangeProduct,
}
OF_EVERYTHING: Final = {
    KitchenReport,
    ProductSalesReport,
    VerifyRollups,
    RebuildRollups,
    VerifyAudit,
    ForgetExpired,
    ForgetAnswers,
    ForgetEvents,
}
ANALYZES: Final = {RefreshStatistics}
USED: Final = [
    row
    for row in BUDGET
    if row.use_case not in ONLY_ONCE | OF_RESTAURANTS | OF_EVERYTHING | ANALYZES
    and row.how not in {f"by {GroupBy.PRODUCT}", f"by {GroupBy.CATEGORY}", "from stock", "the last ones", "approved"}
]
PLACED: Final = 200


class Restaurant:
    """A database of its own that autovacuum never looks after, and a program that uses it."""

    def __init__(self, database_url: str) -> None:
        self.url = database_url
        self.kitchen = Kitchen(database_url)
        self._read_before = Counter[str]()

    async def open(self) -> None:
        await stock(self.url)

    async def use(self, times: int) -> None:
        for _ in range(times):
            for row in USED:
                await row.use(self.kitchen)

    async def grow(self) -> None:
        ((sessions,),) = await ask(self.url, OTHER_SESSIONS)
        for statement in MUCH.split(";"):
            _ = await ask(self.url, statement)
        other = Kitchen(self.url)
        await (await other.get(RebuildRollups))()
        await other.close()
        self._read_before = await self._counted(sessions)

    async def place(self) -> None:
        place = await self.kitchen.get(PlaceOrder)
        _ = await asyncio.gather(*(placing("Soup", f"Dish {n}")(place, None) for n in range(1, PLACED + 1)))

    async def read(self) -> Counter[str]:
        """Return how many rows of each large table and its indexes were read since, by the sessions that were used."""
        await self.kitchen.close()
        return await self._counted(0) - self._read_before

    async def _counted(self, sessions: int) -> Counter[str]:
        async with asyncio.timeout(10):
            # Each tells what it read when it ends.
            while await ask(self.url, OTHER_SESSIONS) != [(sessions,)]:  # noqa: ASYNC110 - nobody says when
                await asyncio.sleep(0.01)
        return Counter(dict(await ask(self.url, READ)))


async def begin_anew(url: str) -> None:
    """Delete everything, and have PostgreSQL know it."""
    _ = await ask(url, "VACUUM ANALYZE")
    await empty(url)
    _ = await ask(url, "VACUUM")


@pytest.fixture
async def restaurant(bare_database: str) -> Restaurant:
    await asyncio.to_thread(upgrade, bare_database)
    _ = await ask(bare_database, NO_AUTOVACUUM)
    return Restaurant(bare_database)


def few(read: Counter[str]) -> bool:
    """Tell whether nothing was read from its beginning to its end: there are 40,000 rows of each.

    What the sessions read of the small tables, before those grew, is among it.
    """
    return max(read.values()) < 36_000


async def test_what_was_planned_for_a_new_restaurant_stays_right_while_it_grows(restaurant: Restaurant) -> None:
    await restaurant.open()
    await restaurant.use(times=8)
    await restaurant.grow()
    await restaurant.use(times=1)
    await restaurant.place()
    read = await restaurant.read()
    assert few(read), read.most_common(5)


async def test_what_was_planned_while_everything_was_deleted_is_planned_anew_as_it_fills(
    restaurant: Restaurant,
) -> None:
    await restaurant.open()
    await restaurant.grow()
    await restaurant.kitchen.close()
    await begin_anew(restaurant.url)
    restaurant = Restaurant(restaurant.url)
    await restaurant.open()
    await restaurant.use(times=8)
    await restaurant.grow()
    refreshed = await (await restaurant.kitchen.get(RefreshStatistics))()
    assert {"orders", "order_products", "products", "idempotency_keys"} <= set(refreshed)
    await restaurant.use(times=1)
    await restaurant.place()
    read = await restaurant.read()
    assert few(read), read.most_common(5)


async def test_a_restored_database_is_used_well_before_anybody_has_analyzed_it(restaurant: Restaurant) -> None:
    await restaurant.open()
    await restaurant.grow()
    await restaurant.kitchen.close()
    restaurant.kitchen = Kitchen(restaurant.url)
    await restaurant.use(times=8)
    await restaurant.place()
    read = await restaurant.read()
    assert few(read), read.most_common(5)
