"""Placing an order: what is kept, what joins the catalogue, and what is refused without a trace."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from adapters.memory.kernel.audit import MemoryAudit
from adapters.memory.ordering.catalogue import MemoryCatalogue
from application.kernel.access import NotForTheKitchen
from application.kernel.unit_of_work import Change
from application.ordering.catalogue import Known, Listed
from domain.catalogue.product import Product
from domain.kernel.audit import Event, Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import ProductId, WaiterId
from domain.kernel.money import Money, Price
from domain.kernel.names import InvalidName, Name
from domain.ordering.order import MOST_LINES, EmptyOrder, Order, TooManyLines
from domain.people.waiter import Waiter, WaiterNotFound
from tests.application.conftest import NOON, House, wanted

NOBODY = Caller(id=WaiterId(UUID(int=404)), role=Role.WAITER)


@pytest.fixture
async def ana(house: House) -> Waiter:
    """Return the waiter who takes the orders."""
    return await house.register(email="ana@example.com", name=Name("Ana"))


class ContestedCatalogue(MemoryCatalogue):
    """A catalogue that somebody else's order joins, once, between the look-up and the commit."""

    def __init__(self, house: House, *, rival: Waiter) -> None:
        super().__init__(house.store, house.restaurant.id, house.restaurant.currency)
        self._house = house
        self._rival = rival
        self.tries = 0

    async def look_up(self, names: Collection[str], ids: Collection[ProductId] = ()) -> Known:
        """Let the rival order coffee once these were looked up."""
        self.tries += 1
        known = await super().look_up(names, ids)
        if self.tries == 1:
            _ = await self._house.place(
                caller=self._rival.caller, customer=Name("Rival"), wanted=[wanted("Coffee", 111)]
            )
        return known


def lines(order: Order) -> list[tuple[str, int, int]]:
    return [(line.product_name, line.quantity, line.unit_price.minor) for line in order.lines]


async def test_an_order_says_who_wanted_what_from_whom_and_when(house: House, ana: Waiter) -> None:
    order = await house.place(caller=ana.caller, customer=Name(" Mr. Smith "), wanted=[wanted("Coffee", 250, 2)])

    assert (order.waiter, order.customer, order.placed_at) == (ana.id, "Mr. Smith", NOON)
    assert lines(order) == [("Coffee", 2, 250)]
    assert order.total == Money(500)
    assert house.shelf.orders == {order.id: order}


@pytest.mark.parametrize(
    ("placed_at", "day"),
    [
        (datetime(2024, 5, 2, 3, 59, 59, tzinfo=UTC), date(2024, 5, 1)),
        (datetime(2024, 5, 2, 4, tzinfo=UTC), date(2024, 5, 2)),
    ],
)
async def test_an_order_counts_for_the_restaurants_business_day(
    house: House, ana: Waiter, placed_at: datetime, day: date
) -> None:
    house.clock.moment = placed_at

    assert (await house.place(caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Coffee")])).business_date == day


async def test_an_order_keeps_its_day_when_the_restaurant_starts_its_days_later(house: House, ana: Waiter) -> None:
    order = await house.place(caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Coffee")])
    house.restaurant = replace(house.restaurant, day_starts_at=datetime(2024, 5, 1, 13, tzinfo=UTC).time())

    assert house.restaurant.business_date(order.placed_at) == date(2024, 4, 30)
    assert house.shelf.orders[order.id].business_date == date(2024, 5, 1)


async def test_a_product_known_by_its_name_is_ordered_at_the_price_agreed_and_keeps_its_list_price(
    house: House, ana: Waiter
) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(300))

    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 250)])

    assert [line.product for line in order.lines] == [coffee.id]
    assert lines(order) == [("Coffee", 1, 250)]
    assert house.shelf.products == {coffee.id: coffee}


async def test_a_new_product_joins_the_catalogue_at_the_price_of_the_order(house: House, ana: Waiter) -> None:
    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 250, 2)])

    product = order.lines[0].product
    assert house.shelf.products == {
        product: Product(id=product, name=Name("Coffee"), price=Price(250), added_at=NOON, available=True, version=1)
    }


async def test_a_product_in_another_case_is_another_product(house: House, ana: Waiter) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(300))

    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("coffee")])

    assert order.lines[0].product != coffee.id


async def test_the_same_product_twice_is_two_lines_and_one_product(house: House, ana: Waiter) -> None:
    order = await house.place(
        caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 250, 1), wanted("Coffee", 199, 3)]
    )

    assert lines(order) == [("Coffee", 1, 250), ("Coffee", 3, 199)]
    assert len({line.id for line in order.lines}) == 2
    assert [product.price for product in house.shelf.products.values()] == [Money(250)]
    assert {line.product for line in order.lines} == set(house.shelf.products)


async def test_known_and_new_products_stay_in_the_order_they_were_wanted(house: House, ana: Waiter) -> None:
    _ = await house.add_product(name=Name("Coffee"), price=Price(250))

    order = await house.place(
        caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Tea"), wanted("Coffee"), wanted("Cake")]
    )

    assert [line.product_name for line in order.lines] == ["Tea", "Coffee", "Cake"]
    assert [house.shelf.products[line.product].name for line in order.lines] == ["Tea", "Coffee", "Cake"]


async def test_a_product_that_joins_meanwhile_is_found_on_the_second_try(house: House, ana: Waiter) -> None:
    bia = await house.register(email="bia@example.com", name=Name("Bia"))
    contested = ContestedCatalogue(house, rival=bia)
    place = house.place_with(contested)

    order = await place(
        caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 250), wanted("Tea", 200)]
    )

    assert contested.tries == 2
    assert sorted((each.name, each.price.minor) for each in house.shelf.products.values()) == [
        ("Coffee", 111),
        ("Tea", 200),
    ]
    assert lines(order) == [("Coffee", 1, 250), ("Tea", 1, 200)]
    assert [house.shelf.products[line.product].name for line in order.lines] == ["Coffee", "Tea"]
    assert sorted(kept.customer for kept in house.shelf.orders.values()) == ["Mr. Smith", "Rival"]


async def test_a_later_order_sorts_after_an_earlier_one(house: House, ana: Waiter) -> None:
    first = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee")])
    second = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee")])

    assert first.id < second.id


async def test_a_line_stays_what_it_was_when_its_product_changes(house: House, ana: Waiter) -> None:
    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 250)])
    _ = await house.change_product(product=order.lines[0].product, name="Espresso", price=Money(999))

    assert lines(house.shelf.orders[order.id]) == [("Coffee", 1, 250)]


@pytest.mark.parametrize("customer", ["", " ", "Mr.\x00Smith", "a" * 121])
async def test_an_order_for_what_is_no_name_is_refused_without_a_trace(
    house: House, ana: Waiter, customer: str
) -> None:
    with pytest.raises(InvalidName):
        _ = await house.place(caller=ana.caller, customer=Name(customer), wanted=[wanted("Coffee")])
    assert (house.shelf.orders, house.shelf.products) == ({}, {})


async def test_an_order_of_nothing_is_refused_without_a_trace(house: House, ana: Waiter) -> None:
    with pytest.raises(EmptyOrder):
        _ = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[])
    assert (house.shelf.orders, house.shelf.products) == ({}, {})


async def test_an_order_of_too_many_lines_is_refused_without_a_trace(house: House, ana: Waiter) -> None:
    with pytest.raises(TooManyLines):
        _ = await house.place(
            caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee")] * (MOST_LINES + 1)
        )
    assert (house.shelf.orders, house.shelf.products) == ({}, {})


async def test_an_order_of_as_many_lines_as_allowed_is_taken(house: House, ana: Waiter) -> None:
    things = [wanted(f"Thing {number}") for number in range(MOST_LINES)]

    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=things)

    assert len(order.lines) == len(house.shelf.products) == MOST_LINES


async def test_an_order_of_a_waiter_who_is_gone_is_refused_without_a_trace(house: House) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.place(caller=NOBODY, customer=Name("Mr. Smith"), wanted=[wanted("Coffee")])
    assert (house.shelf.orders, house.shelf.products) == ({}, {})


async def test_a_refused_order_does_not_stand_in_the_way_of_the_next(house: House, ana: Waiter) -> None:
    with pytest.raises(WaiterNotFound):
        _ = await house.place(caller=NOBODY, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 1)])
    house.clock.moment += timedelta(minutes=1)

    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee", 250)])

    assert house.shelf.products[order.lines[0].product].price == Money(250)


async def test_an_order_says_what_the_clocks_on_the_wall_showed(house: House, ana: Waiter) -> None:
    house.restaurant = replace(house.restaurant, time_zone=ZoneInfo("Asia/Tokyo"))

    assert (await house.place(caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Coffee")])).local_hour == 21


async def test_where_people_are_known_what_is_odd_about_an_order_is_written_down(house: House, ana: Waiter) -> None:
    strict = house.strict()
    _ = await house.add_product(name="Coffee", price=Money(250))
    _ = await strict.place(caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Coffee", 250)])
    assert house.shelf.audit == []

    order = await strict.place(
        caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Coffee", 199), wanted("Cake", 300)]
    )
    assert [(each.event.happening, each.event.subject) for each in house.shelf.audit] == [
        (Happening.PRODUCT_INVENTED, order.lines[1].product),
        (Happening.PRICE_DIFFERED, order.lines[0].product),
    ]


async def test_where_everybody_is_trusted_nothing_about_an_order_is_written_down(house: House, ana: Waiter) -> None:
    _ = await house.add_product(name="Coffee", price=Money(250))
    _ = await house.place(caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Coffee", 199), wanted("Cake", 300)])

    assert house.shelf.audit == []


class Noted(MemoryAudit):
    """A book that writes down what the things are that are noted later."""

    about: tuple[UUID, ...] = ()

    def note_later(self, about: UUID, events: Sequence[Event]) -> Change:
        self.about = (*self.about, about)
        return super().note_later(about, events)


async def test_what_is_odd_waits_to_be_written_down_under_its_order(house: House, ana: Waiter) -> None:
    audit = Noted(house.store, house.restaurant.id)
    strict = house.strict().place
    order = await replace(strict, take_down=replace(strict.take_down, audit=audit))(
        caller=ana.caller, customer=Name("Ana"), wanted=[wanted("Cake", 300)]
    )

    assert audit.about == (order.id,)


async def test_the_kitchen_places_nothing(house: House, ana: Waiter) -> None:
    cook = replace(ana.caller, role=Role.KITCHEN)

    with pytest.raises(NotForTheKitchen):
        _ = await house.place(caller=cook, customer=Name("Mr. Smith"), wanted=[wanted("Coffee")])
    assert (house.shelf.orders, house.shelf.products) == ({}, {})


async def test_what_is_known_of_the_catalogue_is_not_asked_again(house: House, ana: Waiter) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))
    contested = ContestedCatalogue(house, rival=ana)

    order = await house.place_with(contested)(
        caller=ana.caller,
        customer=Name("Mr. Smith"),
        wanted=[wanted("Coffee")],
        listed={"Coffee": Listed(coffee.id, coffee.price, coffee.name)},
    )

    assert (contested.tries, order.lines[0].product) == (0, coffee.id)


async def test_what_was_known_and_is_no_longer_so_is_asked_again(house: House, ana: Waiter) -> None:
    coffee = await house.add_product(name=Name("Coffee"), price=Price(250))

    order = await house.place(caller=ana.caller, customer=Name("Mr. Smith"), wanted=[wanted("Coffee")], listed={})

    assert order.lines[0].product == coffee.id
    assert house.shelf.products == {coffee.id: coffee}
