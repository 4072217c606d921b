"""Clients that ask for much and do not read it: others are served beside them, and memory stays what it was."""

import asyncio
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

import psutil

from tests.database import ask
from tests.e2e.program import Program, running

CLIENTS: Final = 60
MEGABYTE: Final = 1_000_000
BUSY: Final = 503
WITHIN_SECONDS: Final = 20
SOLD: Final = """
    INSERT INTO products SELECT id, md5('p' || n)::uuid, 'Product with a name ' || n, 100, true, now(), 1, currency
        FROM restaurants, generate_series(1, 50000) n;
    INSERT INTO sales_by_product SELECT id, '00000000-0000-0000-0000-000000000000', 'month', '2026-05-01',
            md5('p' || n)::uuid, n, 100 * n, 1
        FROM restaurants, generate_series(1, 50000) n
"""
ORDER: Final = {"customer_name": "Table 7", "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}]}
REPORT: Final = "/api/reports/products?waiter=all"


def memory_of_the_worker(program: Program) -> int:
    children = psutil.Process(program.process.pid).children(recursive=True)
    return max(child.memory_info().rss for child in children if "spawn_main" in " ".join(child.cmdline()))


def report(program: Program) -> bytes:
    """Return the report, asked for again, as clients do, where the machine stood still for longer than it may take."""
    until = time.monotonic() + WITHIN_SECONDS
    while (answer := program.client.get(REPORT)).status_code == BUSY and time.monotonic() < until:
        time.sleep(float(answer.headers["Retry-After"]))
    return answer.raise_for_status().content


def asks_and_does_not_read(program: Program) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", program.port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    token = program.client.headers["Authorization"]
    connection.sendall(f"GET {REPORT} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\n\r\n".encode())
    return connection


def test_sixty_clients_that_do_not_read_a_long_report_leave_room_and_memory_to_others(
    clean_database: str, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    with running(tmp_path / "data", tmp_path / "output", DATABASE_URL=clean_database, WORKERS="1") as program:
        user = {"email": "boss@example.com", "name": "Boss", "role": "manager"}
        _ = program.client.post("/api/users", json=user).raise_for_status()
        program.sign_in_again("boss@example.com")
        for statement in SOLD.split(";"):
            _ = asyncio.run(ask(clean_database, statement))
        for _ in range(3):
            assert len(report(program)) > 3 * MEGABYTE
        before, slowest = memory_of_the_worker(program), 0.0
        with ExitStack() as opened:
            for _ in range(CLIENTS):
                _ = opened.enter_context(closing(asks_and_does_not_read(program)))
            for _ in range(20):
                began = time.perf_counter()
                _ = program.client.post("/api/orders", json=ORDER).raise_for_status()
                slowest = max(slowest, time.perf_counter() - began)
                time.sleep(0.25)
            during = memory_of_the_worker(program)
        time.sleep(1)
        after = memory_of_the_worker(program)
        grew, stayed = (each / MEGABYTE for each in (during - before, after - before))
        counted(f"{CLIENTS} who do not read: {grew:.0f} MB more, {stayed:.0f} after; slowest order {slowest:.2f} s")
        assert during - before < 150 * MEGABYTE
        assert after - before < 80 * MEGABYTE
        assert slowest < 2
