"""What is read from: the same made-up year in the tables of this program and in those of its peers."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from adapters.embedded.server import EmbeddedPostgres

ROOT = Path(__file__).parents[2]
LAST = date(2026, 10, 31)
"""The last day of every history, so that all figures are about the same days."""
_COPIES = {
    "users": "SELECT id, email, name, created_at FROM users",
    "products": "SELECT id, name, price / 100.0, created_at FROM products",
    "orders": "SELECT id, user_id, customer_name, total_price / 100.0, created_at FROM orders",
    "order_products": """
        SELECT l.id, order_id, product_id, product_name, position, quantity, unit_price / 100.0, o.created_at
        FROM order_products l JOIN orders o ON o.restaurant_id = l.restaurant_id AND o.id = l.order_id""",
}
_COLUMNS = {
    "users": "id, email, name, created_at",
    "products": "id, name, price, created_at",
    "orders": "id, user_id, customer_name, total_price, created_at",
    "order_products": "id, order_id, product_id, product_name, position, quantity, unit_price, created_at",
}


class Libraries:
    """The databases of one PostgreSQL."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return self._server.url(database)

    def make(self, database: str) -> str:
        """Make an empty database, and return its address."""
        _ = self.ask("postgres", f"CREATE DATABASE {database}")
        return self.url(database)

    def ask(self, database: str, statement: str) -> str:
        """Run one statement and return what psql says."""
        psql = [str(self._server.bin_folder / "psql"), "--no-psqlrc", "-qAt", "--set=ON_ERROR_STOP=1", "-c", statement]
        done = subprocess.run([*psql, self.url(database)], check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout.strip()

    def fill(self, database: str, environment: Mapping[str, str], orders: int) -> None:
        """Fill a new database with a year of so many orders."""
        command = [sys.executable, "-m", "entrypoints.cli", "history", "--orders", str(orders), "--last", str(LAST)]
        url = self.make(database)
        _ = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment, "DATABASE_URL": url}, check=True)

    def fill_peers(self, database: str, module: str, python: Path, environment: Mapping[str, str], like: str) -> None:
        """Fill a new database with the peers' tables, and what is in the database `like`."""
        url = self.make(database)
        peers = Path(__file__).parent / "peers"
        _ = subprocess.run(
            [str(python), f"{module}.py"], cwd=peers, env={**os.environ, **environment, "DATABASE_URL": url}, check=True
        )
        foreign = self.ask(
            database,
            "SELECT string_agg(format('ALTER TABLE %s DROP CONSTRAINT %s', conrelid::regclass, conname), ';')"
            " FROM pg_constraint WHERE contype = 'f'",
        )
        again = self.ask(
            database,
            "SELECT string_agg(format('ALTER TABLE %s ADD CONSTRAINT %s %s', conrelid::regclass, conname,"
            " pg_get_constraintdef(oid)), ';') FROM pg_constraint WHERE contype = 'f'",
        )
        _ = self.ask(database, foreign)
        for table, selected in _COPIES.items():
            self._copy(like, selected, database, f"{table} ({_COLUMNS[table]})")
        _ = self.ask(database, again)
        _ = self.ask(database, "VACUUM ANALYZE")

    def _copy(self, source: str, selected: str, target: str, into: str) -> None:
        psql = [str(self._server.bin_folder / "psql"), "--no-psqlrc", "-q", "--set=ON_ERROR_STOP=1"]
        out = [*psql, "-c", f"COPY ({selected}) TO STDOUT", self.url(source)]
        back = [*psql, "-c", f"COPY {into} FROM STDIN", self.url(target)]
        with subprocess.Popen(out, stdout=subprocess.PIPE) as reading:
            _ = subprocess.run(back, stdin=reading.stdout, check=True)
        if reading.returncode:
            raise RuntimeError(f"{source} could not be copied to {target}")
