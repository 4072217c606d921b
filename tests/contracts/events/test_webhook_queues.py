"""The contract of `WebhookQueues`: those that something waits for, and that can be held."""

from dataclasses import replace
from datetime import timedelta

from application.events.number_events import NumberEvents
from application.events.webhooks import WebhookQueues
from tests.contracts.events.test_event_log import tell
from tests.contracts.things import NOON, a_webhook, keep, new_id, news
from tests.contracts.worlds import NEXT_DOOR, OURS, World


async def test_those_that_events_wait_for_are_due_the_longest_due_first(alone: World) -> None:
    queues = alone.use(WebhookQueues)
    second, first, theirs = a_webhook(), replace(a_webhook(), due_at=NOON - timedelta(1)), a_webhook()
    off, later, done = (
        replace(a_webhook(), is_active=False),
        replace(a_webhook(), due_at=NOON + timedelta(1)),
        a_webhook(after=2),
    )
    await keep(alone.room(), second, first, off, later, done)
    await keep(alone.room(NEXT_DOOR), theirs)
    assert list(await queues.due(now=NOON, most=9)) == []
    await tell(alone.room(), news(), news())
    _ = await alone.use(NumberEvents)()
    assert list(await queues.due(now=NOON, most=9)) == [(OURS, first.id), (OURS, second.id)]
    assert list(await queues.due(now=NOON, most=1)) == [(OURS, first.id)]
    await tell(alone.room(NEXT_DOOR), news())
    _ = await alone.use(NumberEvents, NEXT_DOOR)()
    assert [webhook for _, webhook in await queues.due(now=NOON, most=9)] == [first.id, second.id, theirs.id]


async def test_what_somebody_holds_is_due_once_that_is_over(alone: World) -> None:
    queues, webhook, until = alone.use(WebhookQueues), a_webhook(), NOON + timedelta(seconds=20)
    await keep(alone.room(), webhook)
    await tell(alone.room(), news())
    _ = await alone.use(NumberEvents)()
    assert await alone.room().webhooks.hold(webhook.id, holder=new_id(), now=NOON, until=until)
    assert list(await queues.due(now=until - timedelta(seconds=1), most=9)) == []
    assert list(await queues.due(now=until, most=9)) == [(OURS, webhook.id)]


async def test_while_a_restaurant_is_closed_none_of_it_is_due(alone: World) -> None:
    queues, webhook, room = alone.use(WebhookQueues), a_webhook(), alone.room()
    await keep(room, webhook)
    await tell(room, news())
    _ = await alone.use(NumberEvents)()
    closed = (await room.restaurants.get(OURS)).changed(is_open=False)
    await room.work.commit(None, room.restaurants.change(closed))
    assert list(await queues.due(now=NOON, most=9)) == []
    await room.work.commit(None, room.restaurants.change(closed.changed(is_open=True)))
    assert list(await queues.due(now=NOON, most=9)) == [(OURS, webhook.id)]
