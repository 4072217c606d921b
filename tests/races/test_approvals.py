"""One approval, and many commands that have it at once, on PostgreSQL: one of them is done."""

import asyncio
from datetime import timedelta

from adapters.system.clock import SystemClock
from adapters.system.ids import TimeOrderedIds
from application.kernel.access import Rights
from application.ordering.keep_stock import KeepStock
from application.ordering.take_approved_step import TakeApprovedStep
from application.ordering.take_step import TakeStep
from application.ordering.tell_order import TellOrder
from application.ordering.void_lines import VoidLines
from domain.access.approval import Approval
from domain.access.secret import digest
from domain.billing.rules import BillingRules
from domain.kernel.caller import Role
from domain.kernel.money import Currency
from domain.kernel.names import Note
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.refusals import ApprovalRefused
from domain.people.waiter import Waiter
from tests.contracts.things import a_line, a_product, a_waiter, an_order, kept
from tests.contracts.worlds import OnPostgres, World, open_both, open_days
from tests.database import ask

TOKEN = digest("token")
MANAGED = Rights(everybody_is_trusted=False)


async def void_one(world: World, waiter: Waiter, order: Order) -> Order | ApprovalRefused:
    """Return the order without one of its first line, or why it was refused."""
    room, ids = world.room(), TimeOrderedIds()
    tell = TellOrder(room.outbox, Currency.of("USD"), ids)
    take = TakeStep(
        room.orders, room.answers, tell, room.audit, MANAGED, open_days(room), SystemClock(), ids, room.work
    )
    keep_stock = KeepStock(room.catalogue, room.outbox, Currency.of("USD"), ids)
    approved = TakeApprovedStep(take, room.approvals_given)
    voiding = VoidLines(approved, room.orders, room.catalogue, keep_stock, BillingRules(), ids)
    one = [(order.lines[0].id, Quantity(1))]
    try:
        return await voiding(caller=waiter.caller, order=order.id, reason=Note("Dropped"), lines=one, approval=TOKEN)
    except ApprovalRefused as refused:
        return refused


async def test_of_many_commands_with_one_approval_over_two_workers_one_is_done(clean_database: str) -> None:
    ours, theirs = OnPostgres(clean_database), OnPostgres(clean_database)
    _ = await open_both(ours)
    ann, eve, tea = a_waiter(), a_waiter("eve@example.com", role=Role.MANAGER), a_product("Tea")
    order = an_order(ann, a_line(tea, 50))
    room = await kept(ours, ann, eve, tea, order)
    until = SystemClock().now() + timedelta(minutes=2)
    approval = Approval(token=TOKEN, action="void", order=order.id, waiter=ann.id, by=eve.id, expires_at=until)
    await room.work.commit(None, room.approvals.give(approval))

    outcomes = await asyncio.gather(*(void_one((ours, theirs)[n % 2], ann, order) for n in range(24)))

    assert sum(isinstance(each, Order) for each in outcomes) == 1
    assert (await room.orders.get(order.id)).lines[0].voided == 1
    assert [void.approved_by for void in await room.orders.voids(order.id)] == [eve.id]
    assert await ask(clean_database, "SELECT count(*) FROM approvals") == [(0,)]
    await ours.close()
    await theirs.close()
