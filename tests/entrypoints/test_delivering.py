"""What delivers beside the requests: one bad receiver keeps nobody waiting, and a restaurant goes on without any."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from time import perf_counter

import pytest
from dishka import Provider

from adapters.web.receivers import HttpReceivers
from application.events.number_events import NumberEvents
from application.events.webhooks import Receivers
from domain.events.delivery import DeliveryFailure
from domain.events.webhook import Webhook, WebhookUrl
from domain.kernel.ids import RestaurantId
from entrypoints.background import Repeating
from entrypoints.delivering import Delivering
from entrypoints.wiring.containers import Containers
from entrypoints.wiring.scopes import Scope
from tests.contracts.events.test_event_log import tell
from tests.contracts.things import NOON, a_webhook, keep, news
from tests.contracts.web.receiving import Receiver, endless, hanging, receiving, saying, status
from tests.contracts.web.test_receivers import written
from tests.contracts.worlds import NEXT_DOOR, InMemory, OnPostgres, World, open_both

SECONDS = 1.0


async def until(is_so: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not await is_so():  # noqa: ASYNC110 - nobody says when
            await asyncio.sleep(0.02)


@asynccontextmanager
async def reaching_this_machine() -> AsyncGenerator[Provider]:
    """Lend a provider of receivers at private addresses, to whom it gives a second."""
    given, made = Provider(scope=Scope.APP), HttpReceivers(written, to_private=True, seconds=SECONDS)
    _ = given.provide(lambda: made, provides=Receivers, override=True)
    yield given
    await made.close()


@pytest.fixture(params=["memory", "postgres"])
def kept(request: pytest.FixtureRequest) -> str:
    """Where things are kept: empty for memory, else the address of a clean database."""
    return request.getfixturevalue("clean_database") if request.param == "postgres" else ""


@pytest.fixture
async def world(kept: str) -> AsyncIterator[World]:
    async with reaching_this_machine() as reaching:
        world = OnPostgres(kept, reaching) if kept else InMemory(reaching)
        _ = await open_both(world)
        yield world
        await world.close()


@pytest.fixture
async def delivering(world: World) -> AsyncIterator[Delivering]:
    """Return what delivers, looking all the time."""
    containers = Containers(world.app)
    delivering = Delivering(world.app, containers.of)
    looking = Repeating("DeliverEvents", delivering.look, 0.02)
    await looking.start()
    yield delivering
    await looking.stop()
    await delivering.stop()


def at(receiver: Receiver) -> Webhook:
    return replace(a_webhook(), url=WebhookUrl(receiver.url()))


async def happen(world: World, count: int, restaurant: RestaurantId | None = None) -> None:
    room = world.room() if restaurant is None else world.room(restaurant)
    await tell(room, *(news() for _ in range(count)))
    _ = await (world.use(NumberEvents) if restaurant is None else world.use(NumberEvents, restaurant))()


def heard(receiver: Receiver) -> Sequence[bytes]:
    return [each.body for each in receiver.heard]


def bodies(*numbers: int) -> list[bytes]:
    return [b'{"number":%d,"data":{}}' % number for number in numbers]


@pytest.mark.usefixtures("delivering")
async def test_bad_receivers_keep_nobody_waiting_and_each_failure_is_shown(world: World) -> None:
    async with AsyncExitStack() as stack:
        answers = {
            "good": status(200),
            "hangs": hanging,
            "endless": endless,
            "broken": status(500),
            "redirects": status(302, "Location: http://127.0.0.1:1/"),
            "silent": saying(b""),
        }
        receivers = {name: await stack.enter_async_context(receiving()) for name in answers}
        for name, receiver in receivers.items():
            receiver.answer = answers[name]
        nobody = await stack.enter_async_context(receiving())
        webhooks = {name: at(receiver) for name, receiver in (*receivers.items(), ("refuses", nobody))}
        nobody.close()
        await keep(world.room(), *webhooks.values())
        theirs = await stack.enter_async_context(receiving())
        await keep(world.room(NEXT_DOOR), at(theirs))
        began = perf_counter()
        await happen(world, 20)
        await happen(world, 20, NEXT_DOOR)

        async def all_heard() -> bool:
            return len(receivers["good"].heard) == len(theirs.heard) == 20

        await until(all_heard)
        assert perf_counter() - began < 5
        assert heard(receivers["good"]) == heard(theirs) == bodies(*range(1, 21))

        async def failed() -> bool:
            found = [await world.room().webhooks.get(webhooks[name].id) for name in ("hangs", "silent", "refuses")]
            return all(each.failures for each in found)

        await until(failed)
        outcomes = {}
        for name in ("hangs", "broken", "redirects", "silent", "refuses"):
            first = (await world.room().webhooks.deliveries(webhooks[name].id))[-1]
            assert (first.number, (await world.room().webhooks.get(webhooks[name].id)).after) == (1, 0)
            outcomes[name] = first.outcome.failure or first.outcome.status
        assert outcomes == {
            "hangs": DeliveryFailure.TIMEOUT,
            "broken": 500,
            "redirects": 302,
            "silent": DeliveryFailure.TIMEOUT,
            "refuses": DeliveryFailure.CONNECTION,
        }


async def test_it_ends_at_once_while_receivers_hang_and_whoever_comes_next_goes_on(
    world: World, delivering: Delivering
) -> None:
    async with receiving() as receiver:
        webhook = at(receiver)
        await keep(world.room(), webhook)
        receiver.answer = hanging
        await happen(world, 1)

        async def connected() -> bool:
            return bool(receiver.heard)

        await until(connected)
        began = perf_counter()
        await delivering.stop()
        assert perf_counter() - began < 0.5
        receiver.answer = status(200)

        async def delivered() -> bool:
            return (await world.room().webhooks.get(webhook.id)).after == 1

        await until(delivered)
        assert heard(receiver) == bodies(1, 1)


@pytest.mark.usefixtures("delivering")
async def test_what_happens_later_is_delivered_too(world: World) -> None:
    async with receiving() as receiver:
        webhook = replace(at(receiver), due_at=NOON)
        await keep(world.room(), webhook)
        for number in range(3):
            await happen(world, 1)

            async def delivered(so_far: int = number + 1) -> bool:
                return (await world.room().webhooks.get(webhook.id)).after == so_far

            await until(delivered)
        assert heard(receiver) == bodies(1, 2, 3)
