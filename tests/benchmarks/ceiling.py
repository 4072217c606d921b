"""The ceiling: what `pgbench` inserts on the same PostgreSQL, in our tables, with no program in between."""

import resource
import subprocess
from pathlib import Path

from adapters.embedded.server import EmbeddedPostgres
from adapters.postgres.kernel.migrations import upgrade
from tests.benchmarks.orders import PRODUCTS, WAITERS
from tests.benchmarks.tally import Outcome

_RESTAURANT = "00000000-0000-7000-8000-000000000000"
_FILL = f"""
    INSERT INTO restaurants (id, name, currency, time_zone, day_starts_at, slug, is_open, version)
    VALUES ('{_RESTAURANT}', 'Ceiling', 'USD', 'UTC', '00:00', 'ceiling', true, 1);
    INSERT INTO users (restaurant_id, id, email, name, role, active, created_at, version, token_version)
    SELECT '{_RESTAURANT}', lpad(to_hex(n), 32, '0')::uuid, n || '@example.com', 'Waiter', 'waiter', true, now(), 1, 1
    FROM generate_series(1, {WAITERS}) AS n;
    INSERT INTO products (restaurant_id, id, name, price, available, created_at, version, currency)
    SELECT '{_RESTAURANT}', lpad(to_hex(n), 32, '0')::uuid, 'Product ' || n, 1250, true, now(), 1, 'USD'
    FROM generate_series(1, {PRODUCTS}) AS n;
"""  # noqa: S608  the numbers are our own
# One order with its three lines and its idempotency key: one statement, one round trip, one transaction.
_SCRIPT = f"""
    \\set waiter random(1, {WAITERS})
    \\set a random(1, {PRODUCTS})
    \\set b random(1, {PRODUCTS})
    \\set c random(1, {PRODUCTS})
    WITH placed AS (
        INSERT INTO orders
            (restaurant_id, id, user_id, customer_name, total_price, business_date, local_hour, created_at)
        VALUES ('{_RESTAURANT}', uuidv7(), lpad(to_hex(:waiter::bigint), 32, '0')::uuid, 'Table 7', 7500,
                current_date, 12, now())
        RETURNING restaurant_id, id, user_id
    ), kept AS (
        INSERT INTO idempotency_keys (restaurant_id, user_id, route, key, fingerprint, made, created_at)
        SELECT restaurant_id, user_id, 'POST /api/orders', id::text, sha256(uuid_send(id)), repeat('made', 200), now()
        FROM placed
    ), waiting AS (
        INSERT INTO orders_to_roll_up
            (restaurant_id, order_id, user_id, business_date, local_hour, created_at, lines, quantity, revenue)
        SELECT restaurant_id, id, user_id, current_date, 12, now(), 3, 6, 7500 FROM placed
    )
    INSERT INTO order_products
        (restaurant_id, order_id, position, id, product_id, product_name, quantity, unit_price)
    SELECT restaurant_id, placed.id, position, uuidv7(), lpad(to_hex(product), 32, '0')::uuid, 'Product ' || product,
           2, 1250
    FROM placed, (VALUES (0, :a::bigint), (1, :b::bigint), (2, :c::bigint)) AS line (position, product);
"""  # noqa: S608  the same


class Ceiling:
    """A database with our schema that only `pgbench` writes to."""

    def __init__(self, server: EmbeddedPostgres, database: str, folder: Path) -> None:
        self._pgbench = server.bin_folder / "pgbench"
        self._url = server.url(database)
        self._folder = folder
        upgrade(self._url)
        _ = subprocess.run(
            [server.bin_folder / "psql", "--quiet", "--set=ON_ERROR_STOP=1", self._url],
            input=_FILL,
            text=True,
            check=True,
        )
        _ = (folder / "order.sql").write_text(_SCRIPT)

    def apply(self, *, connections: int, seconds: int) -> Outcome:
        """Insert orders for so many seconds."""
        before = _used()
        ran = subprocess.run(
            [
                self._pgbench,
                "--no-vacuum",
                "--protocol=prepared",
                "--file=order.sql",
                f"--client={connections}",
                "--jobs=2",
                f"--time={seconds}",
                "--log",
                "--log-prefix=order",
                self._url,
            ],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode:
            raise RuntimeError(ran.stdout)
        latencies = sorted(self._latencies())
        return Outcome(
            in_time=len(latencies),
            acknowledged=len(latencies),
            errors=0,
            unknown=0,
            seconds=seconds,
            latencies=latencies,
            cpu_seconds=_used() - before,
        )

    def _latencies(self) -> list[float]:
        found: list[float] = []
        for log in self._folder.glob("order.*"):
            if log.suffix != ".sql":
                found.extend(int(line.split()[2]) / 1_000_000 for line in log.read_text().splitlines())
                log.unlink()
        return found


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
