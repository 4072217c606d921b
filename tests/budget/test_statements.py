"""How often each use case goes to the database and back: exact, so that nobody adds a turn unnoticed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from typing import Any, Final, cast

import pytest

from adapters.system.clock import SystemClock
from adapters.system.ids import TimeOrderedIds
from application.catalogue.list_products import ListProducts
from application.kernel.access import Rights
from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.pages import PageRequest, Slice
from application.ordering.list_orders import ListOrders
from application.ordering.place_order import PlaceOrder
from application.ordering.ports import OrderFilter, OrderPlace
from application.reporting.ports import GroupedQuestion, SalesQuestion
from domain.access.session import SessionId
from domain.kernel.caller import Role
from domain.kernel.money import Money
from domain.ordering.order import Order, Wanted
from domain.people.waiter import Waiter
from domain.reporting.sales import GroupBy
from tests.contracts.things import a_line, a_product, a_waiter, an_order, keep, kept
from tests.contracts.worlds import OnPostgres, Room, a_restaurant, open_both
from tests.database import Watched

PAGE: Final = PageRequest(number=1, size=20)
ANN: Final = a_waiter()
SOUP: Final = a_product("Soup")
ORDER: Final = an_order(ANN, a_line(SOUP))
BOSS: Final = a_waiter(role=Role.MANAGER).caller
LAST: Final = OrderPlace(date.max, ORDER.id)


async def place(room: Room, *names: str, price: Money = SOUP.price) -> Order:
    placing = PlaceOrder(
        room.catalogue,
        room.orders,
        a_restaurant(),
        room.audit,
        Rights(everybody_is_trusted=False),
        SystemClock(),
        TimeOrderedIds(),
        room.work,
    )
    wanted = [Wanted(name=name, price=price, quantity=1) for name in names]
    return await placing(waiter=ANN.id, customer="Bob", wanted=wanted)


async def list_orders(room: Room, page: PageRequest, after: OrderPlace | None = None) -> Slice[Order, OrderPlace]:
    listing = ListOrders(room.orders, room.order_counts)
    return await listing(caller=BOSS, wanted=OrderFilter(), page=page, after=after)


async def change(room: Room) -> None:
    await room.work.commit(None, room.products.change((await room.products.get(SOUP.id)).changed(price=Money(1))))


async def register(room: Room) -> Waiter:
    bob = a_waiter("bob@example.com")
    await keep(room, bob)
    return bob


async def sign_out(room: Room) -> None:
    await room.work.commit(None, room.sessions.end(SessionId(ANN.id), until=ORDER.placed_at))


BUDGET: Final[list[tuple[str, int, Callable[[Room], Awaitable[Any]]]]] = [
    ("RegisterUser", 1, register),
    ("SignIn", 1, lambda room: room.waiters.with_email(ANN.email)),
    ("ShowUser", 1, lambda room: room.waiters.get(ANN.id)),
    ("VerifyToken", 1, lambda room: room.signed_in.find(ANN.id, SessionId(ANN.id))),
    ("SignOut", 4, sign_out),
    ("ListUsers", 1, lambda room: room.waiters.all()),
    ("AddProduct", 1, lambda room: keep(room, a_product("Tea"))),
    ("ChangeProduct", 4, change),
    ("ShowProduct", 1, lambda room: room.products.get(SOUP.id)),
    ("ListProducts", 2, lambda room: ListProducts(room.products, room.product_counts)(page=PAGE)),
    (
        "ListProducts after a name",
        1,
        lambda room: ListProducts(room.products, room.product_counts)(page=PAGE, after="A"),
    ),
    ("PlaceOrder of known products", 2, lambda room: place(room, "Soup", "Soup")),
    ("PlaceOrder at another price", 2, lambda room: place(room, "Soup", price=Money(1))),
    ("PlaceOrder of new products", 2, lambda room: place(room, "Soup", *map(str, range(100)))),
    ("ShowOrder", 2, lambda room: room.orders.get(ORDER.id)),
    *(
        (f"ListOrders, page {page.number} of {page.size} each", 3, lambda room, page=page: list_orders(room, page))
        for page in (PAGE, PageRequest(number=1, size=1), PageRequest(number=12, size=2))
    ),
    ("ListOrders after a place", 2, lambda room: list_orders(room, PAGE, after=LAST)),
    ("CatchUpAudit with nothing waiting", 1, lambda room: CatchUpAudit(room.audit)()),
    ("RollUpSales with nothing waiting", 1, lambda room: room.rollups.roll_up(most=10)),
    ("ProductSalesReport", 1, lambda room: room.sales.by_product(SalesQuestion())),
    *(
        (f"SalesReport by {group_by}", 1, lambda room, by=group_by: room.sales.grouped(GroupedQuestion(group_by=by)))
        for group_by in GroupBy
    ),
]


@pytest.fixture
async def world(clean_database: str) -> AsyncIterator[OnPostgres]:
    world = OnPostgres(clean_database)
    world.database = Watched(clean_database)
    _ = await open_both(world)
    room = await kept(world, ANN, SOUP, ORDER, *(an_order(ANN, a_line(SOUP)) for _ in range(24)))
    _ = await room.rollups.roll_up(most=100)
    # Asked once a connection: what an array of ids is.
    _ = await room.orders.get(ORDER.id)
    yield world
    await world.close()


@pytest.mark.parametrize(("turns", "use"), [row[1:] for row in BUDGET], ids=[row[0] for row in BUDGET])
async def test_a_use_case_goes_to_the_database_exactly_so_often(
    world: OnPostgres, turns: int, use: Callable[[Room], Awaitable[Any]]
) -> None:
    sent = cast("Watched", world.database).sent
    sent.clear()
    _ = await use(world.room())
    await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
    assert len(sent) == turns, "\n".join(sent)
