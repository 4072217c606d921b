"""How often a whole request goes to the database and back: what can be asked at once is."""

import asyncio

from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.budget.kitchen import watching
from tests.database import Watched
from tests.http.api import ESPRESSO, SECRET, serving


def test_an_order_with_a_key_goes_to_the_database_twice(clean_database: str) -> None:
    settings = Settings(
        app_env="development", storage="postgres", database_url=clean_database, jwt_secret_key=SECRET, log_level="error"
    )
    asyncio.run(open_restaurant(settings))
    watched = Watched(clean_database)
    with serving(settings, watching(watched)) as api:
        waiter = api.waiter()
        body = {"customer_name": "Table 7", "products": [ESPRESSO]}
        assert waiter.get("/health/live").status_code == 200  # by now asyncpg has told who watches
        watched.sent.clear()
        placed = waiter.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "first"})
        assert placed.status_code == 201
        assert waiter.get("/health/live").status_code == 200
        assert len(watched.sent) == 2, "\n----\n".join(watched.sent)
        who_whether_and_what, kept = watched.sent
        for table in ("users", "idempotency_keys", "products"):
            assert table in who_whether_and_what
        assert "INSERT" in kept
        again = waiter.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "first"})
        assert again.headers["Idempotent-Replayed"] == "true"
        assert waiter.get("/health/live").status_code == 200
        assert len(watched.sent) == 4  # who and whether, and then whether what was answered is durable
