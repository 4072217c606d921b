"""Any commands, at once, to any orders: what was ordered stands or was voided, in orders, facts and reports alike."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from application.kernel.clock import Clock
from application.kernel.pages import PageRequest
from application.ordering.add_lines import AddLines
from application.ordering.change_order import ChangeOrder
from application.ordering.close_order import CloseOrder
from application.ordering.merge_orders import MergeOrders
from application.ordering.move_lines import MoveLines
from application.ordering.reopen_order import ReopenOrder
from application.ordering.split_order import SplitOrder
from application.ordering.void_lines import VoidLines
from application.reporting.ports import SalesQuestion
from domain.kernel.caller import Caller
from domain.kernel.errors import DomainError
from domain.kernel.names import Note
from domain.ordering.chart import LINE_COMMANDS, Command, LineStatus, OrderStatus
from domain.ordering.dividing import Divided
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.ordering.refusals import OrderNotOpen
from domain.ordering.ticket import TicketKey
from tests.contracts.ordering.test_commands import SPILT, Dinner, tea
from tests.contracts.things import a_product, a_station, keep
from tests.contracts.worlds import World

MOVES = [command for command in LINE_COMMANDS if command is not Command.VOID]
Key = TypeVar("Key")
Given = tuple[str, int, int, int, str]
"""What is done, to which order, to which of its lines, how many, and by whom."""
GIVEN = st.tuples(
    st.sampled_from(
        ["place", "add", "void", "close", "reopen", "hand over", "bump", "split", "merge"]
        + [each.value for each in MOVES]
    ),
    st.integers(0, 2),
    st.integers(0, 5),
    st.integers(1, 4),
    st.sampled_from(["ann", "eve", "cook"]),
)


class Evening:
    """Orders, and what was ordered and taken back by those who were told that it was done."""

    def __init__(self, dinner: Dinner, first: Order) -> None:
        self.dinner = dinner
        self.world = dinner.world
        self.orders = [first]
        self.ordered = Counter[str]()
        self.voided = Counter[str]()
        self.count(self.ordered, first.lines)

    def count(self, counter: Counter[str], lines: tuple[Line, ...]) -> None:
        """Count how many of each product these are."""
        for line in lines:
            counter[line.product_name] += line.quantity

    async def attempt(self, given: Given) -> None:
        """Do it, unless it is refused."""
        kind, which, place, number, who = given
        caller: Caller = getattr(self.dinner, who)
        seen = self.orders[which % len(self.orders)]
        line = seen.lines[place % len(seen.lines)]
        try:
            after = await self._doing(kind, caller, seen, line, place, number)
        except DomainError:
            return
        if isinstance(after, Divided):
            self.orders.append(after.new_order)
            return
        match kind:
            case "place":
                self.orders.append(after)
                self.count(self.ordered, after.lines)
            case "add":
                self.ordered["Cake"] += number
            case "void":
                self.voided[line.product_name] += number
            case _:
                pass

    def _doing(
        self, kind: str, caller: Caller, seen: Order, line: Line, place: int, number: int
    ) -> Awaitable[Order | Divided]:
        use, order = self.world.use, seen.id
        wanted = [tea(number, name="Cake", course=1 if place % 2 else None)]
        some = None if place == 0 else [line.id]
        done: Mapping[str, Callable[[], Awaitable[Order | Divided]]] = {
            "place": lambda: self.dinner.order(tea(number)),
            "add": lambda: use(AddLines)(caller=caller, order=order, wanted=wanted),
            "void": lambda: use(VoidLines)(
                caller=caller, order=order, reason=SPILT, lines=[(line.id, Quantity(number))]
            ),
            "hand over": lambda: use(ChangeOrder)(
                caller=caller, order=order, waiter=(self.dinner.eve if place % 2 else self.dinner.ann).id
            ),
            "split": lambda: use(SplitOrder)(caller=caller, order=order, lines=[(line.id, Quantity(number))]),
            "merge": lambda: use(MergeOrders)(
                caller=caller, order=order, other=self.orders[(place + number) % len(self.orders)].id
            ),
            "close": lambda: use(CloseOrder)(caller=caller, order=order),
            "bump": lambda: use(MoveLines)(
                caller=caller, order=order, command=MOVES[number], ticket=TicketKey.of(line), lines=some
            ),
            "reopen": lambda: use(ReopenOrder)(caller=caller, order=order, reason=Note("Dessert")),
        }
        if kind in done:
            return done[kind]()
        return use(MoveLines)(caller=caller, order=order, command=Command(kind), lines=some)

    async def check(self, before: Counter[str]) -> None:
        """Check that nothing was lost or made up: in lines, in voids, and in what reports say since `before`."""
        room = self.world.room()
        for place, order in enumerate(self.orders):
            self.orders[place] = now = await room.orders.get(order.id)
            taken_back = Counter[UUID]()
            for void in await room.orders.voids(order.id):
                taken_back[void.line] += void.quantity
            assert {line.id: line.voided for line in now.lines if line.voided} == taken_back
            assert all(line.voided >= 0 <= line.standing for line in now.lines)
            assert now.total.minor == sum(line.unit_price.minor * line.standing for line in now.lines)
            assert (now.status is OrderStatus.VOIDED) is not any(line.standing for line in now.lines)
        assert len({order.number for order in self.orders} - {None}) == len(self.orders)
        lines = [line for order in self.orders for line in order.lines]
        assert self.ordered == _sum((line.product_name, line.here) for line in lines)
        moved = Counter[UUID]()
        for line in lines:
            if line.moved_from:
                moved[line.moved_from] += line.quantity
        assert moved == {line.id: line.moved for line in lines if line.moved}
        assert +self.voided == +_sum((line.product_name, line.voided) for line in lines)
        assert _less(await sold(self.world), before) == +_less(self.ordered, self.voided)
        assert await room.rollups.differences() == 0
        await self.check_boards(lines)

    async def check_boards(self, lines: Sequence[Line]) -> None:
        """Check that what is sent or started is on one ticket, once, of its station or the kitchen, and is added up."""
        room, now = self.world.room(), self.world.use(Clock).now()
        everywhere = await room.board.tickets(station=None, status=None, now=now)
        assert len({(ticket.order, ticket.key) for ticket in everywhere}) == len(everywhere)
        shown = [(ticket.key, line) for ticket in everywhere for line in ticket.lines]
        assert all(key == TicketKey.of(line) for key, line in shown)
        ours = {line.id for line in lines}
        to_make = (line.id for line in lines if line.status in {LineStatus.SENT, LineStatus.STARTED})
        assert Counter(line.id for _, line in shown if line.id in ours) == Counter(to_make)
        for station in (None, *(each.id for each in await room.stations.page(PageRequest(1, 100)))):
            board = await room.board.tickets(station=station, status=None, now=now)
            assert board == [each for each in everywhere if station is None or each.key.station in {None, station}]
            assert {each.product: each.quantity for each in await room.board.all_day(station=station, now=now)} == _sum(
                (line.product, line.standing) for ticket in board for line in ticket.lines
            )


def _sum(counted: Iterable[tuple[Key, int]]) -> Counter[Key]:
    sums = Counter[Key]()
    for name, number in counted:
        sums[name] += number
    return sums


def _less(counter: Counter[str], other: Counter[str]) -> Counter[str]:
    less = Counter(counter)
    less.subtract(other)
    return Counter({name: number for name, number in less.items() if number})


async def sold(world: World) -> Counter[str]:
    """Return how many of each product the report says."""
    return Counter({each.product_name: each.quantity for each in await world.room().sales.by_product(SalesQuestion())})


@given(turns=st.lists(st.lists(GIVEN, min_size=1, max_size=4), min_size=2, max_size=8))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_commanded_at_once_what_was_ordered_stands_or_was_voided(
    alone: World, turns: list[list[Given]]
) -> None:
    if not await alone.room().stations.count():
        bar = a_station("Bar")
        await keep(alone.room(), bar, a_station("Grill"), a_product("Tea", station=bar))
    before = await sold(alone)
    dinner = await Dinner.begun(alone)
    evening = Evening(dinner, await dinner.order(tea(2), tea(1, name="Cake", course=2)))
    for turn in turns:
        _ = await asyncio.gather(*map(evening.attempt, turn))
        _ = await alone.room().rollups.roll_up(most=3)
        await evening.check(before)


async def test_two_merges_of_each_other_at_once_are_one_merge(alone: World) -> None:
    dinner = await Dinner.begun(alone)
    before = await sold(alone)
    for _ in range(5):
        first, second = await dinner.order(tea(2)), await dinner.order(tea(3))
        done = await asyncio.gather(
            *(
                alone.use(MergeOrders)(caller=dinner.ann, order=one.id, other=other.id)
                for one, other in ((first, second), (second, first)) * 2
            ),
            return_exceptions=True,
        )
        assert len([each for each in done if isinstance(each, Order)]) == 1
        assert {type(each) for each in done if not isinstance(each, Order)} == {OrderNotOpen}
        now = [await alone.room().orders.get(each.id) for each in (first, second)]
        assert sorted((each.status, each.total.minor) for each in now) == [("open", 500), ("voided", 0)]
    assert _less(await sold(alone), before) == {"Tea": 25}
