"""What many do at once, on PostgreSQL: truths hold, and nobody hears of a race that was not theirs to lose."""

import asyncio

import pytest

from adapters.system.clock import SystemClock
from adapters.system.email_syntax import ValidatedEmailSyntax
from adapters.system.ids import TimeOrderedIds
from application.catalogue.change_product import ChangeProduct
from application.kernel.access import Rights
from application.kernel.pages import PageRequest
from application.ordering.keep_stock import KeepStock
from application.ordering.place_order import PlaceOrder
from application.ordering.quote_order import QuoteOrder
from application.ordering.take_approved_step import TakeApprovedStep
from application.ordering.take_down import TakeDown
from application.ordering.take_step import TakeStep
from application.ordering.tell_order import TellOrder
from application.ordering.void_lines import VoidLines
from application.people.change_user import ChangeUser
from application.people.register_user import RegisterUser
from domain.billing.rules import BillingRules
from domain.catalogue.modifier_group import ModifierGroupNotFound
from domain.catalogue.product import Product, ProductChanged
from domain.kernel.caller import Role
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name, Note
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.people.waiter import EmailTaken, NoManagerLeft, Waiter
from tests.contracts.things import a_modifier_group, a_product, a_waiter, kept, new_id
from tests.contracts.worlds import OnPostgres, World, open_both, open_days
from tests.database import ask

TRUSTING = Rights(everybody_is_trusted=True)
EVERYTHING = PageRequest(number=1, size=100)
RULES = BillingRules()


async def place(world: World, waiter: Waiter, *names: str) -> Order:
    room, ids = world.room(), TimeOrderedIds()
    tell = TellOrder(room.outbox, Currency.of("USD"), ids)
    keep_stock = KeepStock(room.catalogue, room.outbox, Currency.of("USD"), ids)
    take_down = TakeDown(room.catalogue, room.tax_rates, keep_stock, room.audit, TRUSTING, Currency.of("USD"), ids)
    placing = PlaceOrder(
        take_down,
        world.use(QuoteOrder),
        room.orders,
        tell,
        room.answers,
        open_days(room),
        room.order_numbers,
        BillingRules(),
        SystemClock(),
        ids,
        room.work,
    )
    wanted = [Wanted(name=Name(name), price=Price(100), quantity=Quantity(1)) for name in names]
    return await placing(caller=waiter.caller, customer=Name("Bob"), wanted=wanted)


async def void(world: World, waiter: Waiter, order: Order) -> Order:
    room, ids, clock = world.room(), TimeOrderedIds(), SystemClock()
    tell = TellOrder(room.outbox, Currency.of("USD"), ids)
    take = TakeStep(room.orders, room.answers, tell, room.audit, TRUSTING, open_days(room), clock, ids, room.work)
    keep_stock = KeepStock(room.catalogue, room.outbox, Currency.of("USD"), ids)
    approved = TakeApprovedStep(take, room.approvals_given)
    voiding = VoidLines(approved, room.orders, room.catalogue, keep_stock, BillingRules(), ids)
    return await voiding(caller=waiter.caller, order=order.id, reason=Note("Dropped"))


async def register(world: World, email: str) -> Waiter:
    room, ids = world.room(), TimeOrderedIds()
    registering = RegisterUser(room.waiters, room.answers, ValidatedEmailSyntax(), SystemClock(), ids, room.work)
    return await registering(email=email, name=Name("Ann"))


async def test_48_orders_of_one_new_product_make_one_product(world: World, clean_database: str) -> None:
    ann = a_waiter()
    _ = await kept(world, ann)
    orders = await asyncio.gather(*(place(world, ann, "Soup") for _ in range(48)))
    assert len({order.id for order in orders}) == 48
    assert await ask(clean_database, "SELECT count(*) FROM orders") == [(48,)]
    assert await ask(clean_database, "SELECT count(*), min(name) FROM products") == [(1, "Soup")]
    assert len({line.product for order in orders for line in order.lines}) == 1


async def test_32_registrations_of_one_email_make_one_waiter(world: World, clean_database: str) -> None:
    emails = [f"{'ANN' if n % 2 else 'ann'}@{'Example' if n % 3 else 'example'}.com" for n in range(32)]
    outcomes = await asyncio.gather(*(register(world, email) for email in emails), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["EmailTaken"] * 31 + ["Waiter"]
    assert await ask(clean_database, "SELECT count(*) FROM users") == [(1,)]
    with pytest.raises(EmailTaken):
        _ = await register(world, "aNN@example.com")


async def test_orders_that_bring_the_same_products_in_any_order_all_succeed(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)  # as two processes would
    try:
        _ = await open_both(ours)
        ann = a_waiter()
        _ = await kept(ours, ann)
        for turn in range(5):
            names = [f"{letter}{turn}" for letter in "ABCDEF"]
            orders = await asyncio.gather(
                *(place(ours, ann, *names) for _ in range(8)), *(place(theirs, ann, *names[::-1]) for _ in range(8))
            )
            assert len({line.product for order in orders for line in order.lines}) == len(names)
    finally:
        await ours.close()
        await theirs.close()


async def test_of_many_changes_to_one_version_exactly_one_wins(world: World) -> None:
    soup = a_product("Soup")
    _ = await kept(world, soup)

    async def change(price: int) -> Product:
        room = world.room()
        await room.work.commit(None, room.products.change(soup.changed(price=Price(price))))
        return soup

    outcomes = await asyncio.gather(*(change(price) for price in range(1, 9)), return_exceptions=True)
    assert [isinstance(outcome, ProductChanged) for outcome in outcomes].count(False) == 1
    assert (await world.room().products.get(soup.id)).version == 2


async def test_concurrent_uses_of_change_product_lose_no_change(world: World) -> None:
    soup = a_product("Soup")
    _ = await kept(world, soup)

    async def change(price: int) -> Product:
        room = world.room()
        return await ChangeProduct(
            room.products,
            room.tax_rates,
            TRUSTING,
            room.audit,
            room.outbox,
            Currency.of("USD"),
            SystemClock(),
            TimeOrderedIds(),
            room.work,
        )(caller=a_waiter().caller, product=soup.id, price=Price(price))

    outcomes = await asyncio.gather(*(change(price) for price in range(1, 9)), return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, Product)]
    assert all(isinstance(outcome, (Product, ProductChanged)) for outcome in outcomes)
    assert sorted(product.version for product in won) == list(range(2, len(won) + 2))
    assert (await world.room().products.get(soup.id)).version == len(won) + 1


async def test_managers_who_demote_each_other_leave_one(world: World) -> None:
    managers = [a_waiter(f"m{n}@example.com", role=Role.MANAGER) for n in range(6)]
    _ = await kept(world, *managers)

    async def demote(by: Waiter, whom: Waiter) -> Waiter:
        room = world.room()
        return await ChangeUser(room.waiters, ValidatedEmailSyntax(), room.audit, SystemClock(), room.work)(
            caller=by.caller, user=whom.id, role=Role.WAITER
        )

    pairs = zip(managers, [*managers[1:], managers[0]], strict=True)
    outcomes = await asyncio.gather(*(demote(by, whom) for by, whom in pairs), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [NoManagerLeft.__name__] + ["Waiter"] * 5
    assert [waiter.manages for waiter in await world.room().waiters.all()].count(True) == 1


async def test_a_product_never_comes_with_a_group_that_is_removed_meanwhile(world: World) -> None:
    for _ in range(20):
        ice, tea = a_modifier_group(f"Ice {new_id()}"), a_product(f"Tea {new_id()}")
        cake = a_product(f"Cake {new_id()}", groups=[ice])
        room = await kept(world, ice, tea)
        giving = room.products.change(tea.changed(modifier_groups=(ice.id,)))
        done = await asyncio.gather(
            room.work.commit(None, room.modifier_groups.remove(ice)),
            room.work.commit(None, giving),
            room.work.commit(None, room.products.add(cake)),
            return_exceptions=True,
        )
        assert {*map(type, done[1:])} <= {type(None), ModifierGroupNotFound}, done
        assert done[0] is None
        assert (await room.products.get(tea.id)).modifier_groups == ()
        if done[2] is None:
            assert (await room.products.get(cake.id)).modifier_groups == ()
