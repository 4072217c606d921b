"""Events are delivered in their order, each until it is received; what was delivered and not kept comes twice."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import pytest
from dishka import Provider

from application.events.deliver_events import DeliverEvents
from application.events.holding import HELD_FOR
from application.events.webhooks import Receivers
from application.kernel.clock import Clock
from application.kernel.events import EventType
from domain.events.delivery import DeliveryFailure, Outcome
from domain.events.event import Event
from domain.events.webhook import GIVEN_UP_AFTER, Webhook, WebhookUrl
from domain.kernel.audit import Happening
from entrypoints.wiring.scopes import Scope
from tests.application.conftest import FixedClock
from tests.contracts.events.test_event_log import numbered
from tests.contracts.things import NOON, a_webhook, keep, new_id, news
from tests.contracts.worlds import InMemory, Room, World, open_both

RECEIVED: Final = Outcome(status=204, failure=None, milliseconds=3)
BROKEN: Final = Outcome(status=500, failure=None, milliseconds=3)
TIMEOUT: Final = Outcome(status=None, failure=DeliveryFailure.TIMEOUT, milliseconds=10_000)
GONE: Final = Outcome(status=410, failure=None, milliseconds=3)


class Told(Receivers):
    """Remembers what it was told, and answers one outcome after the other, the last one again and again."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = [*outcomes] or [RECEIVED]
        self.heard: list[int] = []
        self.times: list[datetime] = []
        self.meanwhile: Callable[[], object] | None = None

    def ensure_may_be_reached(self, url: WebhookUrl) -> None:
        _ = url

    async def deliver(self, webhook: Webhook, event: Event, *, at: datetime) -> Outcome:
        _ = webhook
        self.heard.append(event.number)
        self.times.append(at)
        if self.meanwhile and asyncio.iscoroutine(going_on := self.meanwhile()):
            await going_on
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]


class Scene:
    """A restaurant where five events happened, whose clock stands, and a webhook of it."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.told, self.clock = Told(*outcomes), FixedClock(NOON)
        given = Provider(scope=Scope.APP)
        _ = given.provide(lambda: self.told, provides=Receivers, override=True)
        _ = given.provide(lambda: self.clock, provides=Clock, override=True)
        self.world: World = InMemory(given)
        self.webhook = a_webhook()

    async def opened(self, webhook: Webhook | None = None, kinds: Sequence[EventType] = ()) -> "Scene":
        _ = await open_both(self.world)
        self.webhook = webhook or self.webhook
        await keep(self.room, self.webhook)
        await numbered(self.room, *(news(kind=kind) for kind in kinds or [EventType.ORDER_PLACED] * 5))
        return self

    @property
    def room(self) -> Room:
        return self.world.room()

    async def deliver(self) -> None:
        await self.world.use(DeliverEvents)(webhook=self.webhook.id)

    async def now(self) -> Webhook:
        return await self.room.webhooks.get(self.webhook.id)

    async def deliveries(self) -> list[tuple[int, int | None]]:
        return [(each.number, each.outcome.status) for each in await self.room.webhooks.deliveries(self.webhook.id)]


async def test_all_events_are_delivered_once_in_their_order() -> None:
    scene = await Scene().opened()
    await scene.deliver()
    await scene.deliver()
    assert scene.told.heard == [1, 2, 3, 4, 5]
    assert await scene.deliveries() == [(5, 204), (4, 204), (3, 204), (2, 204), (1, 204)]
    assert await scene.now() == replace(scene.webhook, after=5)
    await numbered(scene.room, news())
    await scene.deliver()
    assert scene.told.heard == [1, 2, 3, 4, 5, 6]


async def test_more_than_are_read_at_once_are_delivered_too() -> None:
    scene = await Scene().opened(kinds=[EventType.ORDER_PLACED] * 250)
    await scene.deliver()
    assert scene.told.heard == list(range(1, 251))
    assert (await scene.now()).after == 250


async def test_what_is_not_wanted_is_passed_over() -> None:
    kinds = [EventType.ORDER_PLACED, EventType.ORDER_CLOSED, EventType.ORDER_PLACED, EventType.PRODUCT_AVAILABLE]
    scene = await Scene().opened(a_webhook(types=("order.closed",)), kinds)
    await scene.deliver()
    assert (scene.told.heard, (await scene.now()).after) == ([2], 4)


async def test_it_begins_at_its_place() -> None:
    scene = await Scene().opened(a_webhook(after=3))
    await scene.deliver()
    assert scene.told.heard == [4, 5]


@pytest.mark.parametrize("failed", [BROKEN, TIMEOUT])
async def test_what_fails_is_sent_again_later_before_what_follows(failed: Outcome) -> None:
    scene = await Scene(RECEIVED, failed, failed, RECEIVED).opened()
    await scene.deliver()
    await scene.deliver()  # not due yet
    assert scene.told.heard == [1, 2]
    now = await scene.now()
    assert (now.after, now.failures, now.due_at) == (1, 1, NOON + timedelta(seconds=5))
    scene.clock.moment = now.due_at
    await scene.deliver()
    assert (scene.told.heard, (await scene.now()).failures) == ([1, 2, 2], 2)
    scene.clock.moment = (await scene.now()).due_at
    await scene.deliver()
    assert scene.told.heard == [1, 2, 2, 2, 3, 4, 5]
    assert ((await scene.now()).after, (await scene.now()).failures) == (5, 0)
    assert len(await scene.deliveries()) == 7


async def test_what_fails_for_three_days_is_given_up_and_goes_on_where_it_was() -> None:
    scene = await Scene(RECEIVED, BROKEN).opened()
    tries = 0
    while (now := await scene.now()).is_active:
        scene.clock.moment, tries = max(scene.clock.moment, now.due_at), tries + 1
        await scene.deliver()
    assert 40 < tries < 60
    assert now.failing_since
    assert timedelta(0) <= scene.clock.moment - now.failing_since - GIVEN_UP_AFTER < timedelta(hours=3)
    assert (now.after, now.gave_up_at) == (1, scene.clock.moment)
    (entry,) = [each async for each in scene.room.audit.all()]
    assert (entry.event.happening, entry.event.subject) == (Happening.WEBHOOK_GIVEN_UP, scene.webhook.id)
    assert entry.event.details == {"url": str(scene.webhook.url)}
    scene.told.outcomes, scene.told.heard = [RECEIVED], []
    await scene.deliver()
    assert scene.told.heard == []
    await scene.room.work.commit(None, scene.room.webhooks.change(now.changed(scene.clock.moment, is_active=True)))
    await scene.deliver()
    assert scene.told.heard == [2, 3, 4, 5]


async def test_who_is_gone_is_given_up_at_once() -> None:
    scene = await Scene(GONE).opened()
    await scene.deliver()
    now = await scene.now()
    assert (now.is_active, now.after, scene.told.heard) == (False, 0, [1])


async def test_a_place_that_was_purged_goes_on_at_the_first_event_there_is_and_says_so() -> None:
    scene = await Scene().opened()
    await numbered(scene.room, news(seconds=60))
    _ = await scene.room.event_log.forget_before(NOON + timedelta(seconds=30))
    await numbered(scene.room, news(seconds=90))
    await scene.deliver()
    assert scene.told.heard == [6, 7]
    last = (await scene.room.webhooks.deliveries(scene.webhook.id))[-1]
    assert (last.number, last.outcome.failure) == (5, DeliveryFailure.PURGED)
    assert ((await scene.now()).after, (await scene.now()).failures) == (7, 0)


async def test_all_that_was_purged_is_said_too() -> None:
    scene = await Scene().opened()
    _ = await scene.room.event_log.forget_before(NOON + timedelta(seconds=30))
    await scene.deliver()
    assert (scene.told.heard, (await scene.now()).after) == ([], 5)


async def test_what_is_held_by_another_is_left_to_it_until_that_is_over() -> None:
    scene = await Scene().opened()
    assert await scene.room.webhooks.hold(scene.webhook.id, holder=new_id(), now=NOON, until=NOON + HELD_FOR)
    await scene.deliver()
    assert scene.told.heard == []
    scene.clock.moment = NOON + HELD_FOR
    await scene.deliver()
    assert scene.told.heard == [1, 2, 3, 4, 5]


async def test_who_delivers_holds_it_for_as_long_as_that_takes() -> None:
    """Each of these takes ten seconds, and nobody else gets to hold it in between or while one is sent."""
    scene = await Scene().opened()
    held: list[object] = []

    async def later() -> None:
        scene.clock.moment += timedelta(seconds=10)
        now = scene.clock.moment
        held.append(await scene.room.webhooks.hold(scene.webhook.id, holder=new_id(), now=now, until=now + HELD_FOR))

    scene.told.meanwhile = later
    for _ in range(5):
        await scene.deliver()
    assert (scene.told.heard, held) == ([1, 2, 3, 4, 5], [None] * 5)
    assert (await scene.now()).after == 5


async def test_who_has_much_waiting_is_looked_at_anew_after_some_seconds() -> None:
    scene = await Scene().opened()

    def later() -> None:
        scene.clock.moment += timedelta(seconds=2)

    scene.told.meanwhile = later
    await scene.deliver()
    assert (scene.told.heard, (await scene.now()).after) == ([1, 2, 3], 3)
    await scene.deliver()
    assert scene.told.heard == [1, 2, 3, 4, 5]


async def test_a_replay_meanwhile_is_followed_by_the_next_one() -> None:
    scene = await Scene().opened()

    async def replays() -> None:
        scene.told.meanwhile = None
        webhook = await scene.now()
        await scene.room.work.commit(None, scene.room.webhooks.replay(webhook.replayed(scene.clock.moment, 3)))

    scene.told.meanwhile = replays
    await scene.deliver()
    assert (await scene.now()).after == 3
    scene.told.heard = []
    await scene.deliver()
    assert scene.told.heard == [4, 5]


async def test_what_is_removed_meanwhile_stays_so() -> None:
    scene = await Scene().opened()

    async def removes() -> None:
        scene.told.meanwhile = None
        await scene.room.work.commit(None, scene.room.webhooks.remove(await scene.now()))

    scene.told.meanwhile = removes
    await scene.deliver()
    await scene.deliver()
    assert list(await scene.room.webhooks.all()) == []


async def test_who_is_told_to_end_keeps_what_was_delivered_and_lets_go() -> None:
    scene = await Scene().opened()
    third = asyncio.Event()

    async def hangs() -> None:
        if scene.told.heard[-1] == 3:
            third.set()
            await asyncio.sleep(60)

    scene.told.meanwhile = hangs
    delivering = asyncio.create_task(scene.deliver())
    _ = await third.wait()
    _ = delivering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await delivering
    assert (await scene.now()).after == 2
    scene.told.meanwhile = None
    await scene.deliver()
    assert scene.told.heard == [1, 2, 3, 3, 4, 5]


async def test_what_is_sent_again_has_the_same_id_and_another_moment() -> None:
    scene, ids = await Scene(BROKEN, RECEIVED).opened(), list[UUID]()
    deliver = scene.told.deliver

    async def noting(webhook: Webhook, event: Event, *, at: datetime) -> Outcome:
        ids.append(event.id)
        return await deliver(webhook, event, at=at)

    scene.told.deliver = noting
    await scene.deliver()
    scene.clock.moment += timedelta(hours=1)
    await scene.deliver()
    assert ids[0] == ids[1]
    assert scene.told.times[1] - scene.told.times[0] == timedelta(hours=1)
