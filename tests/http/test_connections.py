"""How many requests are answered at once, for whom, and which connections are closed: by what is open, and idle."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from litestar.types import HTTPScope, Message, Receive, Scope, Send

from entrypoints.http.kernel.connections import MOST, MOST_AT_WORK, MOST_OF_ONE, Connections, Peer, fair_share
from entrypoints.http.kernel.proxies import Proxies, owner

pytestmark = pytest.mark.anyio
PROXY = "10.0.0.1"


@dataclass
class Worker:
    """A worker's connections, and requests that are answered once it is told so."""

    opened: dict[Peer, "Connection"] = field(default_factory=dict)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    ports: Iterator[int] = field(default_factory=lambda: count(1024))

    def __post_init__(self) -> None:
        self.connections = Connections(
            self._answer, lambda _: list(self.opened.values()), proxies=Proxies([f"{PROXY}/32"])
        )

    async def _answer(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        _ = await self.answers.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def connect(self, host: str) -> "Connection":
        connection = Connection((host, next(self.ports)), self)
        self.opened[connection.peer] = connection
        return connection


@dataclass(frozen=True)
class Connection:
    """One that is open for as long as it is among the worker's."""

    peer: Peer
    worker: Worker

    def close(self) -> None:
        del self.worker.opened[self.peer]

    @property
    def is_open(self) -> bool:
        return self.peer in self.worker.opened

    async def ask(self) -> list[Any]:
        said: list[Any] = []

        async def send(message: Message) -> None:
            said.append(message)

        async def receive() -> Message:
            raise AssertionError

        scope: HTTPScope = {"type": "http", "client": self.peer, "path": "/x"}  # pyright: ignore[reportAssignmentType] - no more is looked at
        await self.worker.connections(scope, receive, send)  # pyright: ignore[reportArgumentType] - the same
        return said


async def _busy(worker: Worker, host: str, times: int) -> list[asyncio.Task[list[Any]]]:
    tasks = [asyncio.create_task(worker.connect(host).ask()) for _ in range(times)]
    await asyncio.sleep(0)
    return tasks


async def _idle(worker: Worker, host: str, times: int) -> list[Connection]:
    connections = [worker.connect(host) for _ in range(times)]
    for each in connections:
        _ = await each.ask()
    return connections


async def test_one_address_is_answered_so_many_at_once_and_one_more_hears_503_at_once() -> None:
    worker = Worker()
    busy = await _busy(worker, "192.0.2.1", MOST_OF_ONE)

    refused = await worker.connect("192.0.2.1").ask()

    assert refused[0]["status"] == 503
    assert dict(refused[0]["headers"])[b"connection"] == b"close"
    assert dict(refused[0]["headers"])[b"retry-after"] == b"1"
    assert json.loads(refused[1]["body"])["type"] == "/problems/unavailable"
    (other,) = await _busy(worker, "192.0.2.2", 1)
    worker.answers.set()
    assert {(await task)[0]["status"] for task in [*busy, other]} == {200}
    assert (await worker.connect("192.0.2.1").ask())[0]["status"] == 200


async def test_a_client_that_hung_up_takes_nobodys_place_while_its_request_is_worked_on() -> None:
    worker = Worker()
    gone = await _busy(worker, "192.0.2.1", MOST_OF_ONE)
    for each in list(worker.opened.values())[10:]:
        each.close()

    busy = await _busy(worker, "192.0.2.1", MOST_OF_ONE - 10)

    assert (await worker.connect("192.0.2.1").ask())[0]["status"] == 503
    worker.answers.set()
    assert {(await task)[0]["status"] for task in [*gone, *busy]} == {200}
    assert (await worker.connect("192.0.2.1").ask())[0]["status"] == 200


async def test_there_is_an_end_to_what_is_done_for_those_who_hang_up() -> None:
    worker, asked = Worker(), []
    for number in range(MOST_AT_WORK):
        asked += await _busy(worker, f"192.0.2.{number % 200}", 1)
        if number % MOST == MOST - 1:
            worker.opened.clear()
            await asyncio.sleep(0.06)  # they are looked for twenty times a second at most

    assert (await worker.connect("192.0.2.201").ask())[0]["status"] == 503
    worker.answers.set()
    assert {(await task)[0]["status"] for task in asked} == {200}


@pytest.mark.parametrize("host", [PROXY, f"::ffff:{PROXY}"])
async def test_a_trusted_proxy_is_answered_as_often_as_all_together(host: str) -> None:
    worker = Worker()
    busy = await _busy(worker, host, MOST)
    assert (await worker.connect("192.0.2.2").ask())[0]["status"] == 503
    worker.answers.set()
    assert {(await task)[0]["status"] for task in busy} == {200}


async def test_who_has_asked_nothing_longest_is_let_go_and_who_is_busy_never() -> None:
    worker = Worker()
    worker.answers.set()
    idle = await _idle(worker, "192.0.2.1", MOST_OF_ONE)
    worker.answers.clear()
    busy = await _busy(worker, "192.0.2.1", 10)
    silent = worker.connect("192.0.2.1")

    worker.connections.look()

    assert len(worker.opened) == MOST_OF_ONE
    assert [each.is_open for each in idle[-200:]] == [True] * 200
    assert silent.is_open
    assert not idle[0].is_open
    worker.answers.set()
    assert {(await task)[0]["status"] for task in busy} == {200}


async def test_who_has_few_keeps_them_while_those_with_many_share_the_rest() -> None:
    worker = Worker()
    worker.answers.set()
    few = await _idle(worker, "192.0.2.9", 3)
    for host in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        _ = await _idle(worker, host, MOST_OF_ONE)
    _ = await _idle(worker, PROXY, MOST)

    worker.connections.look()

    assert len(worker.opened) <= MOST
    assert len(worker.opened) > MOST - 5
    assert all(each.is_open for each in few)


@pytest.mark.parametrize(
    ("wanted", "share"), [([], 10), ([3, 3], 10), ([10], 10), ([11], 10), ([2, 9, 9], 4), ([1, 1, 1, 20], 7)]
)
def test_a_share_is_what_is_left_by_those_who_want_less(wanted: list[int], share: int) -> None:
    assert fair_share(wanted, 10) == share
    assert sum(min(each, share) for each in wanted) <= 10


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_of_ipv6_a_network_is_one(host: str, whose: str) -> None:
    assert owner(host) == whose
