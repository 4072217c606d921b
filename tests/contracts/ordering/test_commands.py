"""Commands to orders as use cases: who may give them, what they leave, and what many of them at once come to."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import pytest

from application.ordering.add_lines import AddLines
from application.ordering.close_order import CloseOrder
from application.ordering.move_lines import MoveLines
from application.ordering.place_order import PlaceOrder
from application.ordering.reopen_order import ReopenOrder
from application.ordering.void_lines import VoidLines
from domain.kernel.audit import Happening
from domain.kernel.caller import Caller, Role
from domain.kernel.errors import Stale
from domain.kernel.ids import OrderId
from domain.kernel.money import Price
from domain.kernel.names import Name, Note
from domain.ordering.chart import Command
from domain.ordering.line import Wanted
from domain.ordering.numbers import Course, Quantity
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import CommandNotAllowed
from tests.contracts.things import a_waiter, keep, new_id
from tests.contracts.worlds import World

SPILT = Note("Spilt")


@dataclass
class Dinner:
    """A restaurant with a waiter, a manager and a cook, and an order that is placed."""

    world: World
    ann: Caller
    eve: Caller
    cook: Caller

    @classmethod
    async def begun(cls, world: World) -> "Dinner":
        """Return one of people that nobody else knows."""
        staff = [a_waiter(f"{new_id()}@example.com", role=role) for role in (Role.WAITER, Role.MANAGER, Role.KITCHEN)]
        await keep(world.room(), *staff)
        return cls(world, *(each.caller for each in staff))

    async def order(self, *wanted: Wanted) -> Order:
        """Return an order of the waiter's."""
        return await self.world.use(PlaceOrder)(caller=self.ann, customer=Name("Bob"), wanted=wanted or [tea()])


def tea(quantity: int = 1, *, course: int | None = None, name: str = "Tea") -> Wanted:
    return Wanted(
        name=Name(name),
        price=Price(100),
        quantity=Quantity(quantity),
        course=None if course is None else Course(course),
    )


async def test_who_may_not_see_an_order_may_not_command_it(alone: World) -> None:
    dinner = await Dinner.begun(alone)
    order = await dinner.order()
    another = (await Dinner.begun(alone)).ann
    for command in (
        alone.use(CloseOrder)(caller=another, order=order.id),
        alone.use(MoveLines)(caller=another, order=order.id, command=Command.SERVE),
        alone.use(CloseOrder)(caller=dinner.eve, order=OrderId(UUID(int=7))),
    ):
        with pytest.raises(OrderNotFound):
            _ = await command
    with pytest.raises(CommandNotAllowed):
        _ = await alone.use(CloseOrder)(caller=dinner.cook, order=order.id)
    moved = await alone.use(MoveLines)(caller=dinner.cook, order=order.id, command=Command.START)
    assert [line.status for line in moved.lines] == ["started"]


async def test_what_is_taken_back_and_reopened_is_in_the_audit(alone: World) -> None:
    dinner = await Dinner.begun(alone)
    order = await dinner.order(tea(3))
    line = order.lines[0].id
    _ = await alone.use(VoidLines)(caller=dinner.eve, order=order.id, reason=SPILT, lines=[(line, Quantity(2))])
    _ = await alone.use(CloseOrder)(caller=dinner.ann, order=order.id)
    _ = await alone.use(ReopenOrder)(caller=dinner.eve, order=order.id, reason=Note("Dessert"))
    _ = await alone.room().audit.catch_up(most=10)
    reopened, voided = [entry.event for entry in await alone.room().audit.before(None, most=2)]
    assert (voided.happening, voided.actor, voided.subject) == (Happening.LINE_VOIDED, dinner.eve.id, order.id)
    assert voided.details == {
        "line": str(line), "product": "Tea", "quantity": "2", "price": "100", "reason": "Spilt",
    }  # fmt: skip
    assert (reopened.happening, reopened.details) == (Happening.ORDER_REOPENED, {"reason": "Dessert"})


async def test_a_version_that_is_gone_is_told_and_a_command_without_one_is_done_again(alone: World) -> None:
    dinner = await Dinner.begun(alone)
    order = await dinner.order()
    add = alone.use(AddLines)
    grown = await asyncio.gather(
        *(add(caller=dinner.ann, order=order.id, wanted=[tea(name=f"Tea {number % 3}")]) for number in range(12))
    )
    assert {each.version for each in grown} == {*range(2, 14)}
    after = await alone.room().orders.get(order.id)
    assert (after.version, len(after.lines)) == (13, 13)
    with pytest.raises(Stale) as stale:
        _ = await alone.use(CloseOrder)(caller=dinner.ann, order=order.id, versions={12})
    assert (stale.value.current, stale.value.found) == (13, after)
    assert (await alone.use(CloseOrder)(caller=dinner.ann, order=order.id, versions={12, 13})).version == 14


async def test_what_was_added_is_of_the_next_round_and_of_the_waiter_whose_order_it_is(alone: World) -> None:
    dinner = await Dinner.begun(alone)
    order = await dinner.order(tea(), tea(course=2))
    more = await alone.use(AddLines)(caller=dinner.eve, order=order.id, wanted=[tea(), tea(course=2)])
    assert [line.progress.round for line in more.lines] == [1, None, 2, None]
    assert [line.sale and line.sale.waiter for line in more.lines] == [None, None, dinner.ann.id, dinner.ann.id]
    fired = await alone.use(MoveLines)(caller=dinner.ann, order=order.id, command=Command.FIRE, course=Course(2))
    assert [line.progress.round for line in fired.lines] == [1, 3, 2, 3]
