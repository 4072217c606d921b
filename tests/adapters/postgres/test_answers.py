"""What was made, as it is written for requests sent again: what is kept today has to be read tomorrow."""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import pytest

from adapters.postgres.kernel.answers import read, written
from domain.catalogue.product import Product
from domain.kernel.caller import Role
from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.people.email import Email
from domain.people.waiter import Waiter

AT: Final = datetime(2026, 5, 1, 22, 30, 0, 123456, UTC)
ORDER: Final = (
    '{"type":"order","made":{"id":"00000000-0000-0000-0000-000000000001",'
    '"waiter":"00000000-0000-0000-0000-000000000002","customer":"Zoé \\"7\\"",'
    '"placed_at":"2026-05-01T22:30:00.123456Z","business_date":"2026-05-02","local_hour":0,'
    '"lines":[{"id":"00000000-0000-0000-0000-000000000003","product":"00000000-0000-0000-0000-000000000004",'
    '"product_name":"Tea","quantity":3,"unit_price":{"minor":1000000000000}}]}}'
)
PRODUCT: Final = (
    '{"type":"product","made":{"id":"00000000-0000-0000-0000-000000000001","name":"Tea",'
    '"price":{"minor":250},"added_at":"2026-05-01T22:30:00.123456Z","available":false,"version":1}}'
)
USER: Final = (
    '{"type":"user","made":{"id":"00000000-0000-0000-0000-000000000001","email":"ann@example.com","name":"Ann",'
    '"registered_at":"2026-05-01T22:30:00.123456Z","role":"manager","active":true,"version":1,"token_version":1}}'
)
MADE: Final = [
    Order(
        id=OrderId(UUID(int=1)),
        waiter=WaiterId(UUID(int=2)),
        customer=Name('Zoé "7"'),
        placed_at=AT,
        business_date=date(2026, 5, 2),
        local_hour=0,
        lines=(
            Line(
                id=LineId(UUID(int=3)),
                product=ProductId(UUID(int=4)),
                product_name=Name("Tea"),
                quantity=Quantity(3),
                unit_price=Price(10**12),
            ),
        ),
    ),
    Product(id=ProductId(UUID(int=1)), name=Name("Tea"), price=Price(250), added_at=AT, available=False),
    Waiter(
        id=WaiterId(UUID(int=1)), email=Email("ann@example.com"), name=Name("Ann"), registered_at=AT, role=Role.MANAGER
    ),
]


@pytest.mark.parametrize(("kept", "made"), [*zip((ORDER, PRODUCT, USER), MADE, strict=True)])
def test_what_was_made_is_read_as_it_was_written_when_this_was_new(kept: str, made: Order | Product | Waiter) -> None:
    """Whoever adds a field gives it a default, or a migration writes it into what is kept."""
    assert read(kept) == made


@pytest.mark.parametrize("made", MADE)
def test_what_is_written_today_is_read_today(made: Order | Product | Waiter) -> None:
    assert read(written(made)) == made


def test_a_name_is_read_as_it_was_sold_whatever_the_rules_by_now() -> None:
    order = read(ORDER.replace("Tea", "Tea\u200b"))
    assert isinstance(order, Order)
    assert order.lines[0].product_name == "Tea\u200b"
    assert {type(order.customer), type(order.lines[0].product_name)} == {Name}
    assert type(order.lines[0].quantity) is Quantity


def test_a_kind_of_thing_that_nobody_could_read_again_is_not_written() -> None:
    with pytest.raises(KeyError):
        _ = written(AT)
