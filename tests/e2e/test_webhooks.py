"""Webhooks through the real server: each event reaches its receiver in order, whoever dies or is told to stop."""

import asyncio
import os
import re
import signal
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import pytest

from tests.contracts.web.receiving import Heard, Receiver, hanging, receiving, status
from tests.e2e.program import Program, free_port, running, scraped
from tests.e2e.test_event_stream import clients, manager_in, product, workers

CHANGES: Final = 60
TO_THIS_MACHINE: Final = {"WEBHOOKS_TO_PRIVATE_ADDRESSES": "allowed"}
DELIVERED: Final = "webhook_deliveries_total"
README: Final = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def is_ours(secret: str, heard: Heard) -> bool:
    """Tell, by what the README has receivers do, whether a delivery is signed with the secret."""
    code = README.partition("\n## Webhooks\n")[2].partition("```python\n")[2].partition("```")[0]
    there: dict[str, Any] = {}
    exec(code, there)  # noqa: S102 - it is our own
    return there["is_ours"](secret, heard.headers, heard.body)


@pytest.fixture
def program(clean_database: str, tmp_path: Path) -> Any:  # noqa: ANN401 - a generator
    settings = {**TO_THIS_MACHINE, "DATABASE_URL": clean_database}
    with running(tmp_path / "data", tmp_path / "output", **settings) as program:
        manager_in(program)
        yield program


@asynccontextmanager
async def heard_by(program: Program) -> AsyncGenerator[tuple[Receiver, dict[str, Any]]]:
    """Have a receiver of ours hear of everything."""
    async with receiving() as receiver:
        added = await asyncio.to_thread(program.client.post, "/api/webhooks", json={"url": receiver.url()})
        yield receiver, added.raise_for_status().json()


async def change(client: httpx.AsyncClient, tea: str, first: int, times: int) -> None:
    for number in range(first, first + times):
        while True:  # a worker may die below it
            with suppress(httpx.TransportError, httpx.HTTPStatusError):
                body = {"available": number % 2 == 1}
                _ = (await client.patch(f"/api/products/{tea}", json=body)).raise_for_status()
                break


async def until(is_so: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - nobody says when
            await asyncio.sleep(0.02)


def numbers(receiver: Receiver) -> list[int]:
    return [int(re.findall(rb'"number":(\d+)', each.body)[0]) for each in receiver.heard]


def first_of_each(several: list[int]) -> list[int]:
    return list(dict.fromkeys(several))


def who_delivers(program: Program, receiver: Receiver) -> psutil.Process:
    """Return the worker that has a connection to the receiver."""
    for worker in workers(program):
        for connection in worker.net_connections("tcp"):
            if connection.raddr and connection.raddr.port == receiver.port:
                return worker
    raise LookupError


async def test_whoever_delivers_is_killed_and_each_event_arrives_in_order(
    program: Program, counted: Callable[[str], None]
) -> None:
    tea = product(program)
    async with heard_by(program) as (receiver, added), clients(program) as client:
        for kill in range(2):
            changing = asyncio.create_task(change(client, tea, kill * CHANGES // 2, CHANGES // 2))
            so_far = len(receiver.heard)
            await until(lambda so_far=so_far: len(receiver.heard) > so_far + 2, 30)
            os.kill(who_delivers(program, receiver).pid, signal.SIGKILL)
            await changing
        await until(lambda: numbers(receiver)[-1:] == [CHANGES], 60)
        await asyncio.sleep(1)
    order = numbers(receiver)
    counted(f"2 who delivered were killed: {len(order) - len({*order})} of {CHANGES} events came twice")
    assert first_of_each(order) == [*range(1, CHANGES + 1)]
    ids = {(number, each.headers["webhook-id"]) for number, each in zip(order, receiver.heard, strict=True)}
    assert len(ids) == CHANGES
    assert all(is_ours(added["secret"], each) for each in receiver.heard)
    forged = replace(receiver.heard[0], body=receiver.heard[0].body + b" ")
    assert not is_ours(added["secret"], forged)


async def test_the_server_stops_in_time_while_a_receiver_hangs(program: Program) -> None:
    tea = product(program)
    async with heard_by(program) as (receiver, added), clients(program) as client:
        receiver.answer = hanging
        await change(client, tea, 0, 1)
        await until(lambda: bool(receiver.heard), 20)
        began = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(program.process.wait, 20)
        took = time.monotonic() - began
    assert added
    assert code == 0
    assert took < 5, program.output


async def test_what_failed_is_shown_and_delivered_once_it_is_switched_on_again(
    clean_database: str, tmp_path: Path
) -> None:
    metrics = free_port()
    settings = {**TO_THIS_MACHINE, "DATABASE_URL": clean_database, "METRICS_PORT": str(metrics)}
    with running(tmp_path / "data", tmp_path / "output", **settings) as program:
        manager_in(program)
        await give_up_and_go_on(program)
        counted = scraped(metrics)
    outcomes = {dict(labels)["outcome"]: count for (name, labels), count in counted.items() if name == DELIVERED}
    assert outcomes == {"received": 5, "refused": 1}


async def give_up_and_go_on(program: Program) -> None:
    """Have three events delivered to who is gone at first, and two of them once more."""
    tea = product(program)
    async with heard_by(program) as (receiver, added), clients(program) as client:
        path = f"/api/webhooks/{added['webhook']['id']}"
        receiver.answer = status(410)
        await change(client, tea, 0, 3)

        async def shown() -> dict[str, Any]:
            return (await client.get(path)).raise_for_status().json()["webhook"]

        async with asyncio.timeout(20):
            while (webhook := await shown())["active"]:  # noqa: ASYNC110 - nobody says when
                await asyncio.sleep(0.05)
        assert (webhook["after"], webhook["gave_up_at"] is None) == (0, False)
        (delivery,) = (await client.get(f"{path}/deliveries")).json()["deliveries"]
        assert (delivery["number"], delivery["status"], delivery["received"]) == (1, 410, False)
        receiver.answer = status(200)
        _ = (await client.patch(path, json={"active": True})).raise_for_status()
        await until(lambda: numbers(receiver) == [1, 1, 2, 3], 20)
        _ = (await client.post(f"{path}/replay", json={"after": 1})).raise_for_status()
        await until(lambda: numbers(receiver) == [1, 1, 2, 3, 2, 3], 20)
