"""What is kept comes back equal, in every state a thing can be in, on both adapters."""

import asyncio
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.catalogue.product import Product
from domain.kernel.caller import Role
from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.money import HIGHEST_PRICE, Money
from domain.kernel.names import LONGEST_NAME, Name
from domain.ordering.order import HIGHEST_QUANTITY, Line, Order
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Restaurant
from tests.contracts.things import adding, new_id
from tests.contracts.worlds import OURS, InMemory, OnPostgres, World, a_restaurant

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=LONGEST_NAME
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
PRICES = st.builds(Money, st.integers(1, HIGHEST_PRICE))
VERSIONS = st.integers(1, 2**31 - 1)
WAITERS = st.builds(
    Waiter,
    id=st.builds(lambda: WaiterId(new_id())),
    email=st.builds(lambda: f"{new_id()}@Example.com"),
    name=NAMES, registered_at=MOMENTS, role=st.sampled_from(Role), active=st.booleans(), version=VERSIONS,
)  # fmt: skip
PRODUCTS = st.builds(
    Product,
    id=st.builds(lambda: ProductId(new_id())),
    name=NAMES, price=PRICES, added_at=MOMENTS, available=st.booleans(), version=VERSIONS,
)  # fmt: skip
RESTAURANTS = st.builds(
    Restaurant,
    id=st.just(OURS),
    name=NAMES,
    currency=st.sampled_from([a_restaurant().currency]),
    time_zone=st.sampled_from([ZoneInfo("UTC"), ZoneInfo("Europe/Rome"), ZoneInfo("Asia/Kathmandu")]),
    day_starts_at=st.times(),
)


@st.composite
def orders(draw: st.DrawFn) -> tuple[Restaurant, Waiter, list[Product], Order]:
    waiter, products = draw(WAITERS), draw(st.lists(PRODUCTS, min_size=1, max_size=4, unique_by=lambda each: each.name))
    line = st.builds(
        Line,
        id=st.builds(lambda: LineId(new_id())),
        product=st.sampled_from([product.id for product in products]),
        product_name=NAMES, quantity=st.integers(1, HIGHEST_QUANTITY), unit_price=PRICES,
    )  # fmt: skip
    order = Order(
        id=OrderId(new_id()),
        waiter=waiter.id,
        customer=Name(draw(NAMES)),
        placed_at=draw(MOMENTS),
        business_date=draw(st.dates(date(1970, 1, 1), date(9000, 1, 1))),
        local_hour=draw(st.integers(0, 23)),
        lines=tuple(draw(st.lists(line, min_size=1, max_size=6))),
    )
    return draw(RESTAURANTS), waiter, products, order


async def round_trip(world: World, drawn: tuple[Restaurant, Waiter, list[Product], Order]) -> None:
    restaurant, waiter, products, order = drawn
    try:
        room = world.room()
        changes = [adding(room, thing) for thing in (waiter, *products, order)]
        await room.work.commit(None, room.restaurants.add(restaurant), *changes)
        room = world.room()
        assert await room.restaurants.first() == restaurant
        assert await room.waiters.get(waiter.id) == waiter
        assert [await room.products.get(product.id) for product in products] == products
        assert await room.orders.get(order.id) == order
    finally:
        if isinstance(world, OnPostgres):
            _ = await world.database.fetch(text("TRUNCATE restaurants CASCADE"))
        await world.close()


@given(orders())
def test_everything_comes_back_from_memory(drawn: tuple[Restaurant, Waiter, list[Product], Order]) -> None:
    asyncio.run(round_trip(InMemory(), drawn))


def test_everything_comes_back_from_postgres(clean_database: str) -> None:
    @settings(max_examples=30)
    @given(orders())
    def comes_back(drawn: tuple[Restaurant, Waiter, list[Product], Order]) -> None:
        asyncio.run(round_trip(OnPostgres(clean_database), drawn))

    comes_back()
