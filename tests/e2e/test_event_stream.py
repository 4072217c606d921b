"""The stream of events, through the real server: each event once, whatever is lost, and nobody is waited for."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import pytest

from tests.database import ask
from tests.e2e.program import Program, running
from tests.e2e.test_slow_readers import memory_of_the_worker
from tests.listener import STREAM, Listener

LISTENERS: Final = 200
CHANGES: Final = 120
LOUD: Final = """
    INSERT INTO events_to_number (restaurant_id, about_id, about_version, id, type, at, data)
    SELECT id, md5('a' || n)::uuid, 1, md5('e' || n)::uuid, 'order.placed', now(), to_json(repeat('x', 2000))::text
    FROM restaurants, generate_series(1, 5000) n
"""


@asynccontextmanager
async def clients(program: Program) -> AsyncGenerator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{program.port}", headers=program.client.headers, limits=limits, timeout=30
    ) as client:
        yield client


def manager_in(program: Program) -> None:
    user = {"email": "boss@example.com", "name": "Boss", "role": "manager"}
    _ = program.client.post("/api/users", json=user).raise_for_status()
    program.sign_in_again("boss@example.com")


def product(program: Program, name: str = "Tea") -> str:
    made = program.client.post("/api/products", json={"name": name, "price": 1}).raise_for_status()
    return str(made.json()["product"]["id"])


async def change(client: httpx.AsyncClient, tea: str, times: int) -> None:
    for number in range(times):
        answer = await client.patch(f"/api/products/{tea}", json={"available": number % 2 == 1})
        _ = answer.raise_for_status()


def workers(program: Program) -> list[psutil.Process]:
    children = psutil.Process(program.process.pid).children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


@pytest.fixture
def program(clean_database: str, tmp_path: Path) -> Any:  # noqa: ANN401 - a generator
    with running(tmp_path / "data", tmp_path / "output", DATABASE_URL=clean_database) as program:
        manager_in(program)
        yield program


async def test_two_hundred_listeners_hear_of_each_event_once_and_soon(
    program: Program, counted: Callable[[str], None]
) -> None:
    teas = [product(program, f"Tea {number}") for number in range(4)]
    async with clients(program) as client:
        listeners = [Listener(client) for _ in range(LISTENERS)]
        listening = [asyncio.create_task(each.listen(CHANGES)) for each in listeners]
        async with asyncio.timeout(20):
            _ = await asyncio.gather(*(each.began.wait() for each in listeners))
        _ = await asyncio.gather(*(change(client, tea, CHANGES // 4) for tea in teas))
        async with asyncio.timeout(30):
            _ = await asyncio.gather(*listening)
    late = sorted(seconds for each in listeners for seconds in each.late)
    counted(f"{LISTENERS} listeners: p95 {late[len(late) * 95 // 100] * 1000:.0f} ms after the commit")
    for each in listeners:
        assert each.heard == [*range(1, CHANGES + 1)]
    assert all(each.lines == 1 for each in listeners)


async def test_whoever_loses_the_line_or_the_worker_has_each_event_once(program: Program) -> None:
    tea = product(program)
    async with clients(program) as client:
        listeners = [Listener(client) for _ in range(20)]
        listening = [asyncio.create_task(each.listen(CHANGES)) for each in listeners]
        async with asyncio.timeout(20):
            _ = await asyncio.gather(*(each.began.wait() for each in listeners))
        done = 0
        for killed in (True, False, True, False):
            for number in range(CHANGES // 4):
                while True:  # a worker dies below it
                    with suppress(httpx.TransportError, httpx.HTTPStatusError):
                        body = {"available": (done + number) % 2 == 1}
                        _ = (await client.patch(f"/api/products/{tea}", json=body)).raise_for_status()
                        break
            done += CHANGES // 4
            if killed:
                os.kill(workers(program)[0].pid, signal.SIGKILL)
        async with asyncio.timeout(30):
            _ = await asyncio.gather(*listening)
    for each in listeners:
        assert each.heard == [*range(1, CHANGES + 1)]
    assert max(each.lines for each in listeners) > 1


async def test_the_server_stops_in_time_while_many_listen(program: Program) -> None:
    async with clients(program) as client:
        listeners = [Listener(client, "") for _ in range(50)]
        listening = [asyncio.create_task(each.listen(1)) for each in listeners]
        async with asyncio.timeout(20):
            _ = await asyncio.gather(*(each.began.wait() for each in listeners))
        began = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(program.process.wait, 20)
        took = time.monotonic() - began
        for each in listening:
            _ = each.cancel()
    assert code == 0
    assert took < 5, program.output


@pytest.mark.parametrize("path", [f"{STREAM}?after=0", "/api/events?after=0&limit=1000"])
async def test_the_server_does_not_wait_for_who_does_not_read(program: Program, clean_database: str, path: str) -> None:
    _ = product(program)
    _ = await ask(clean_database, LOUD)
    async with clients(program) as client, asyncio.timeout(60):
        await Listener(client).listen(5_000)
    token = program.client.headers["Authorization"]
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        silent.connect(("127.0.0.1", program.port))
        silent.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\n\r\n".encode())
        await asyncio.sleep(1)
        program.process.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(program.process.wait, 20)
    assert code == 0
    assert "Killing" not in program.output


async def test_who_signs_out_hears_no_more(program: Program) -> None:
    async with clients(program) as client, client.stream("GET", STREAM) as response:
        lines = response.aiter_lines()
        assert await anext(lines) == "retry: 1000"
        _ = (await client.post("/api/auth/logout")).raise_for_status()
        async with asyncio.timeout(10):
            assert [line async for line in lines if line] == []


async def test_who_does_not_read_is_let_go_and_keeps_no_memory(
    program: Program, clean_database: str, counted: Callable[[str], None]
) -> None:
    _ = product(program)
    before = memory_of_the_worker(program)
    token = program.client.headers["Authorization"]
    silent = [socket.create_connection(("127.0.0.1", program.port)) for _ in range(50)]
    for each in silent:
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        each.sendall(f"GET {STREAM}?after=0 HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\n\r\n".encode())
    await asyncio.sleep(0.5)
    for number in range(3):
        _ = await ask(clean_database, LOUD.replace("'a'", f"'a{number}'").replace("'e'", f"'e{number}'"))
    async with clients(program) as client:
        listener = Listener(client)
        async with asyncio.timeout(60):
            await listener.listen(15_000)
    assert listener.heard == [*range(1, 15_001)]
    during = memory_of_the_worker(program)
    counted(f"50 who do not read 30 MB of events: {(during - before) / 1e6:.0f} MB more")
    assert during - before < 100_000_000
    for each in silent:
        each.close()
