"""A restaurant with much to do beside one with little: what waits of the quiet one does not wait for the loud one."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median
from time import perf_counter
from typing import Final

import pytest

from application.kernel.audit import AuditQueues
from application.kernel.catch_up_audit import CatchUpAudit
from application.reporting.ports import RollupQueues
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.audit import Event, Happening
from domain.kernel.ids import RestaurantId
from entrypoints.background import IN_TURNS, taking_turns
from entrypoints.turns import InBatches, InTurns, Queues
from tests.contracts.things import NOON, a_line, a_product, a_waiter, an_order, keep, new_id
from tests.contracts.worlds import NEXT_DOOR, OURS, OnPostgres
from tests.database import ask
from tests.races.test_long_queues import MANY, fill

BEYOND: Final = 1.0
"""Seconds by which the loud one may delay the quiet one."""
TIMES: Final = 5

LOUD_EVENTS: Final = 60_000
LOUD_AUDIT: Final = f"""
    INSERT INTO audit_to_seal SELECT restaurant_id, md5('e' || n)::uuid, events
    FROM audit_to_seal, generate_series(1, {LOUD_EVENTS}) n
"""  # noqa: S608 - a number
MANY_WAIT: Final = """
    DO $$ BEGIN
        PERFORM set_config('session_replication_role', 'replica', true);
        INSERT INTO audit_to_seal SELECT md5('r' || n)::uuid, md5('e' || n)::uuid, '[]' FROM generate_series(1, 1000) n;
        INSERT INTO audit_to_seal SELECT md5('r1')::uuid, md5('f' || n)::uuid, '[]' FROM generate_series(1, 100000) n;
    END $$
"""


@asynccontextmanager
async def in_turns(world: OnPostgres, work: type[InBatches]) -> AsyncGenerator[None]:
    """Do the work in turns, as a server process does."""

    async def queues() -> Queues:
        return world.use(rounds.queues)

    async def work_of(restaurant: RestaurantId) -> InBatches:
        return world.use(work, restaurant)

    rounds = IN_TURNS[work]
    both = taking_turns(InTurns(work.__name__, queues, work_of), rounds.seconds)
    for each in both:
        await each.start()
    yield
    for each in both:
        await each.stop()


async def usual(
    do: Callable[[], Awaitable[None]],
    waits: Callable[[], Awaitable[bool]],
    loud: Callable[[], Awaitable[bool]] | None = None,
) -> float:
    """Return the seconds until nothing waits any more, the median of some tries, each begun while it is `loud`.

    Who waits behind the loud one waits until it is done, and there is one try only. A machine that stands still does so
    for one or two of them.
    """
    times: list[float] = []
    while len(times) < TIMES and (loud is None or await loud()):
        await do()
        began = perf_counter()
        while await waits():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
        times.append(perf_counter() - began)
    return median(times)


@pytest.mark.own_server
async def test_a_quiet_ones_sums_are_there_within_a_second_of_when_they_were_without_the_loud_one(
    world: OnPostgres, clean_database: str, counted: Callable[[str], None]
) -> None:
    ann, soup, quiet, queues = a_waiter(), a_product(), world.room(NEXT_DOOR), world.use(RollupQueues)
    await keep(quiet, ann, soup)

    async def order() -> None:
        await keep(quiet, *(an_order(ann, a_line(soup)) for _ in range(3)))

    async def waits() -> bool:
        return NEXT_DOOR in await queues.restaurants()

    async def loud() -> bool:
        return OURS in await queues.restaurants()

    async with in_turns(world, RollUpSales):
        alone = await usual(order, waits)
    await fill(clean_database, world.room(), orders=MANY, lines=3, products=200)
    async with in_turns(world, RollUpSales):
        beside = await usual(order, waits, loud)
    counted(f"Sums of a quiet restaurant: {alone:.2f} s alone, {beside:.2f} s beside {MANY:,} waiting orders")
    assert beside < alone + BEYOND
    assert await quiet.rollups.differences() == 0


@pytest.mark.own_server
async def test_a_quiet_ones_events_are_sealed_within_a_second_of_when_they_were_without_the_loud_one(
    world: OnPostgres, clean_database: str, counted: Callable[[str], None]
) -> None:
    async def note(restaurant: RestaurantId) -> None:
        room = world.room(restaurant)
        event = Event(happening=Happening.PRICE_CHANGED, at=NOON, actor=None, subject=None, details={})
        await room.work.commit(None, room.audit.note_later(new_id(), [event]))

    async def waits() -> bool:
        return NEXT_DOOR in await world.use(AuditQueues).restaurants()

    async def loud() -> bool:
        return OURS in await world.use(AuditQueues).restaurants()

    async def alone_and_beside() -> tuple[float, float]:
        async with in_turns(world, CatchUpAudit):
            alone = await usual(lambda: note(NEXT_DOOR), waits)
        await note(OURS)
        _ = await ask(clean_database, LOUD_AUDIT)
        async with in_turns(world, CatchUpAudit):
            beside = await usual(lambda: note(NEXT_DOOR), waits, loud)
            while await loud():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        return alone, beside

    alone, beside = await alone_and_beside()
    for _ in range(2):  # a machine is busy now and then, one who waits behind the loud one waits each time
        if beside >= alone + BEYOND:
            alone, beside = await alone_and_beside()
    counted(f"Audit of a quiet restaurant: {alone:.2f} s alone, {beside:.2f} s beside {LOUD_EVENTS:,} waiting events")
    assert beside < alone + BEYOND


@pytest.mark.own_server
async def test_who_waits_is_known_at_once_whether_a_thousand_wait_or_one_with_a_hundred_thousand(
    world: OnPostgres, clean_database: str, counted: Callable[[str], None]
) -> None:
    _ = await ask(clean_database, MANY_WAIT)
    queues = world.use(AuditQueues)
    assert len(await queues.restaurants()) == 1_000
    times: list[float] = []
    for _ in range(20):
        began = perf_counter()
        _ = await queues.restaurants()
        times.append(perf_counter() - began)
    counted(f"Who waits, of 1,000 restaurants, one of them with 100,000 events: {sorted(times)[10] * 1000:.1f} ms")
    assert sorted(times)[10] < 0.05
