"""The contract of `Webhooks`: what people change and what comes of deliveries never overwrite each other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from domain.events.delivery import DELIVERIES_KEPT, Delivery, DeliveryFailure, DeliveryId, Outcome
from domain.events.webhook import (
    MOST_WEBHOOKS,
    TooManyWebhooks,
    Webhook,
    WebhookChanged,
    WebhookNotFound,
    WebhookUrl,
)
from tests.contracts.things import NOON, a_webhook, keep, kept, new_id
from tests.contracts.worlds import NEXT_DOOR, Room, World

SOON = NOON + timedelta(seconds=20)
LATER = NOON + timedelta(seconds=21)
RECEIVED = Outcome(status=204, failure=None, milliseconds=12)
REFUSED = Outcome(status=None, failure=DeliveryFailure.CONNECTION, milliseconds=0)


def a_delivery(number: int, outcome: Outcome = RECEIVED) -> Delivery:
    return Delivery(id=DeliveryId(new_id()), number=number, at=NOON, outcome=outcome)


async def change(room: Room, webhook: Webhook) -> None:
    await room.work.commit(None, room.webhooks.change(webhook))


async def remove(room: Room, webhook: Webhook) -> None:
    await room.work.commit(None, room.webhooks.remove(webhook))


async def hold(room: Room, webhook: Webhook, *, now: datetime = NOON, until: datetime = SOON) -> UUID | None:
    holder = new_id()
    held = await room.webhooks.hold(webhook.id, holder=holder, now=now, until=until)
    return holder if held else None


async def move_on(
    room: Room,
    before: Webhook,
    after: Webhook,
    *deliveries: Delivery,
    holder: UUID | None,
    until: datetime = SOON,
) -> None:
    assert holder
    moving = room.webhooks.move_on(before, after, deliveries, holder=holder, until=until)
    await room.work.commit(None, moving)


def numbers(deliveries: Sequence[Delivery]) -> list[int]:
    return [each.number for each in deliveries]


async def test_a_webhook_comes_back_as_it_was_kept(world: World) -> None:
    webhook, other = a_webhook(types=("order.placed", "order.closed"), after=7), a_webhook()
    room = await kept(world, webhook, other)
    assert await room.webhooks.get(webhook.id) == webhook
    assert list(await room.webhooks.all()) == [webhook, other]
    assert list(await room.webhooks.deliveries(webhook.id)) == []


async def test_an_id_no_webhook_has_is_not_found(world: World) -> None:
    room = world.room()
    with pytest.raises(WebhookNotFound):
        _ = await room.webhooks.get(a_webhook().id)
    assert list(await room.webhooks.deliveries(a_webhook().id)) == []


async def test_there_are_no_more_than_there_may_be(world: World) -> None:
    room = await kept(world, *(a_webhook() for _ in range(MOST_WEBHOOKS)))
    with pytest.raises(TooManyWebhooks):
        await keep(room, a_webhook())
    await keep(world.room(NEXT_DOOR), a_webhook())
    there = await room.webhooks.all()
    assert len(there) == MOST_WEBHOOKS
    await remove(room, there[0])
    await keep(room, a_webhook())


async def test_a_change_is_kept_and_leaves_its_place(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    holder = await hold(room, webhook)
    await move_on(room, webhook, webhook.moved_on(5), holder=holder)
    after = webhook.changed(SOON, url=WebhookUrl("http://example.org/"), types=["order.placed"], is_active=False)
    await change(room, after)
    assert await world.room().webhooks.get(webhook.id) == replace(after, after=5)


async def test_a_replay_puts_its_place(world: World) -> None:
    webhook = a_webhook(after=9)
    room = await kept(world, webhook)
    after = webhook.replayed(SOON, 2)
    await room.work.commit(None, room.webhooks.replay(after))
    assert await room.webhooks.get(webhook.id) == after
    with pytest.raises(WebhookChanged):
        await room.work.commit(None, room.webhooks.replay(after))


async def test_of_another_version_nothing_is_changed_or_removed(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    after = webhook.changed(NOON, is_active=False)
    await change(room, after)
    with pytest.raises(WebhookChanged):
        await change(room, webhook.changed(NOON, types=[]))
    with pytest.raises(WebhookChanged):
        await remove(room, webhook)
    assert await room.webhooks.get(webhook.id) == after


async def test_what_is_removed_is_gone_with_its_deliveries(world: World) -> None:
    webhook, other = a_webhook(), a_webhook()
    room = await kept(world, webhook, other)
    for each in (webhook, other):
        await move_on(room, each, each.moved_on(1), a_delivery(1), holder=await hold(room, each))
    await remove(room, webhook)
    with pytest.raises(WebhookNotFound):
        _ = await room.webhooks.get(webhook.id)
    assert [each.id for each in await room.webhooks.all()] == [other.id]
    assert list(await room.webhooks.deliveries(webhook.id)) == []
    assert numbers(await room.webhooks.deliveries(other.id)) == [1]
    for step in (remove(room, webhook), change(room, webhook.changed(NOON, types=[]))):
        with pytest.raises(WebhookChanged):
            await step


async def test_one_holds_it_at_a_time(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    assert await room.webhooks.hold(webhook.id, holder=new_id(), now=NOON, until=SOON) == webhook
    assert await hold(room, webhook, now=SOON - timedelta(seconds=1)) is None
    assert await hold(room, webhook, now=LATER, until=LATER + timedelta(seconds=1))


async def test_who_lets_go_lets_others_hold_it_and_nobody_else_does(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    holder = await hold(room, webhook)
    assert holder
    await room.webhooks.let_go(webhook.id, holder=new_id())
    assert await hold(room, webhook) is None
    await room.webhooks.let_go(webhook.id, holder=holder)
    assert await hold(room, webhook)


async def test_what_is_off_or_not_due_or_not_there_is_not_held(world: World) -> None:
    off, later = replace(a_webhook(), is_active=False), replace(a_webhook(), due_at=LATER)
    room = await kept(world, off, later)
    for each in (off, later, a_webhook()):
        assert await hold(room, each) is None
    assert await hold(room, later, now=LATER)


async def test_a_holder_moves_on_and_what_was_delivered_is_kept_newest_first(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    holder = await hold(room, webhook)
    tried = [a_delivery(1), a_delivery(2), a_delivery(3, REFUSED)]
    failed = webhook.moved_on(2).failed(NOON)
    await move_on(room, webhook, failed, *tried, holder=holder)
    assert await room.webhooks.get(webhook.id) == failed
    assert list(await room.webhooks.deliveries(webhook.id)) == tried[::-1]


async def test_moving_on_holds_it_on(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    holder = await hold(room, webhook)
    await move_on(room, webhook, webhook.moved_on(1), holder=holder, until=LATER + timedelta(seconds=9))
    assert await hold(room, webhook, now=LATER) is None
    await move_on(room, webhook, webhook.moved_on(2), holder=holder)
    assert (await room.webhooks.get(webhook.id)).after == 2


async def test_who_was_late_or_did_not_see_a_change_does_not_move_it_on(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    holder = await hold(room, webhook)
    second = await hold(room, webhook, now=LATER, until=LATER + timedelta(seconds=9))
    with pytest.raises(WebhookChanged):
        await move_on(room, webhook, webhook.moved_on(1), a_delivery(1), holder=holder)
    replayed = webhook.replayed(NOON, 0)
    await room.work.commit(None, room.webhooks.replay(replayed))
    with pytest.raises(WebhookChanged):
        await move_on(room, webhook, webhook.moved_on(1), a_delivery(1), holder=second)
    await remove(room, replayed)
    with pytest.raises(WebhookChanged):
        await move_on(room, replayed, replayed.moved_on(1), a_delivery(1), holder=second)
    assert list(await room.webhooks.deliveries(webhook.id)) == []


async def test_the_last_deliveries_are_kept(world: World) -> None:
    webhook, other = a_webhook(), a_webhook()
    room = await kept(world, webhook, other)
    await move_on(room, other, other.moved_on(1), a_delivery(1), holder=await hold(room, other))
    holder, before = await hold(room, webhook), webhook
    for first in (1, 70, 140):
        after = before.moved_on(first + 69)
        await move_on(room, before, after, *(map(a_delivery, range(first, first + 70))), holder=holder)
        before = after
    deliveries = numbers(await room.webhooks.deliveries(webhook.id))
    assert deliveries == list(range(209, 209 - DELIVERIES_KEPT, -1))
    assert numbers(await room.webhooks.deliveries(other.id)) == [1]


async def test_what_is_given_up_is_off_at_another_version(world: World) -> None:
    webhook = a_webhook()
    room = await kept(world, webhook)
    gone = webhook.failed(NOON, for_good=True)
    await move_on(room, webhook, gone, a_delivery(1), holder=await hold(room, webhook))
    assert await room.webhooks.get(webhook.id) == gone
    assert await hold(room, webhook, now=gone.due_at) is None


async def test_webhooks_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs, webhook = a_webhook(), a_webhook()
    await keep(world.room(NEXT_DOOR), theirs)
    room = await kept(world, webhook)
    assert list(await room.webhooks.all()) == [webhook]
    with pytest.raises(WebhookNotFound):
        _ = await room.webhooks.get(theirs.id)
    assert await hold(room, theirs) is None
    for step in (change(room, theirs.changed(NOON, types=[])), remove(room, theirs)):
        with pytest.raises(WebhookChanged):
            await step
    assert await world.room(NEXT_DOOR).webhooks.get(theirs.id) == theirs
