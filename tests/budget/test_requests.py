"""How often a whole request goes to the database and back: what can be asked at once is."""

import asyncio
from collections.abc import AsyncIterator

from dishka import Provider, Scope

from adapters.postgres.kernel.engine import Database
from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.database import Watched
from tests.http.api import ESPRESSO, SECRET, serving


def test_an_order_with_a_key_goes_to_the_database_twice(clean_database: str) -> None:
    settings = Settings(
        app_env="development", storage="postgres", database_url=clean_database, jwt_secret_key=SECRET, log_level="error"
    )
    asyncio.run(open_restaurant(settings))
    watched = Watched(clean_database)

    async def opened() -> AsyncIterator[Database]:
        yield watched
        await watched.close()

    watching = Provider(scope=Scope.APP)
    _ = watching.provide(opened, provides=Database)
    with serving(settings, watching) as api:
        waiter = api.waiter()
        body = {"customer_name": "Table 7", "products": [ESPRESSO]}
        for key in ("warming-up", "first"):  # once a connection, asyncpg asks what types there are
            watched.sent.clear()
            placed = waiter.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": key})
            assert placed.status_code == 201
        assert waiter.get("/health/live").status_code == 200  # by now asyncpg has told who watches
        assert len(watched.sent) == 2, "\n----\n".join(watched.sent)
        who_whether_and_what, kept = watched.sent
        for table in ("users", "idempotency_keys", "products"):
            assert table in who_whether_and_what
        assert "INSERT" in kept
        again = waiter.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "first"})
        assert again.headers["Idempotent-Replayed"] == "true"
        assert waiter.get("/health/live").status_code == 200
        assert len(watched.sent) == 4  # who and whether, and then whether what was answered is durable
