"""How often a whole request goes to the database and back: what can be asked at once is."""

import asyncio

from entrypoints.settings import Settings
from entrypoints.wiring.opening import open_restaurant
from tests.budget.kitchen import watching
from tests.database import Watched
from tests.http.api import ESPRESSO, OPERATOR_TOKEN, SECRET, serving


def test_an_order_with_a_key_goes_to_the_database_twice(clean_database: str) -> None:
    settings = Settings(
        app_env="development", storage="postgres", database_url=clean_database, jwt_secret_key=SECRET, log_level="error"
    )
    _ = asyncio.run(open_restaurant(settings))
    watched = Watched(clean_database)
    with serving(settings, watching(watched)) as api:
        waiter = api.waiter()
        body = {"customer_name": "Table 7", "products": [ESPRESSO]}
        _ = waiter.order(ESPRESSO)  # so that there are numbers to be given
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


def test_an_order_by_the_kitchen_goes_to_the_database_once(clean_database: str) -> None:
    settings = Settings(
        app_env="development", storage="postgres", database_url=clean_database, jwt_secret_key=SECRET, log_level="error"
    )
    _ = asyncio.run(open_restaurant(settings))
    watched = Watched(clean_database)
    with serving(settings, watching(watched)) as api:
        _, kitchen = api.newcomer("kitchen")
        assert kitchen.get("/health/live").status_code == 200  # by now asyncpg has told who watches
        watched.sent.clear()
        body = {"customer_name": "Table 7", "products": [ESPRESSO]}
        assert kitchen.call("POST", "/api/orders", body=body, headers={"Idempotency-Key": "first"}).status_code == 403
        assert kitchen.get("/health/live").status_code == 200
        assert len(watched.sent) == 1, "\n----\n".join(watched.sent)


def test_to_choose_a_restaurant_takes_one_statement_at_most(clean_database: str) -> None:
    settings = Settings(
        app_env="development",
        storage="postgres",
        database_url=clean_database,
        jwt_secret_key=SECRET,
        log_level="error",
        operator_token=OPERATOR_TOKEN,
    )
    _ = asyncio.run(open_restaurant(settings))
    watched = Watched(clean_database)
    with serving(settings) as another_worker, serving(settings, watching(watched)) as api:
        get = api.client.get
        people = [another_worker.opened(slug).comes("manager") for slug in ("bistro", "cafe")]
        assert api.client.post("/api/auth/login", json={"email": "a@example.com"}).status_code == 404

        def statements_of(headers: dict[str, str], status: int) -> int:
            assert get("/health/live").status_code == 200  # by now asyncpg has told who watches
            watched.sent.clear()
            method = "POST" if "Restaurant" in headers and "Authorization" not in headers else "GET"
            path, body = (
                ("/api/auth/login", {"email": "a@example.com"}) if method == "POST" else ("/api/restaurant", None)
            )
            assert api.client.request(method, path, json=body, headers=headers).status_code == status
            assert get("/health/live").status_code == 200
            return sum("FROM restaurants" in each for each in watched.sent)

        bistro, cafe = ({"Authorization": f"Bearer {each.token}"} for each in people)
        who_is_signed_in, the_restaurant, shown = 1, 1, 1
        assert statements_of(bistro, 200) == the_restaurant + who_is_signed_in + shown
        assert statements_of(bistro, 200) == who_is_signed_in + shown
        assert statements_of(bistro | {"Restaurant": "cafe"}, 400) == the_restaurant
        assert statements_of(bistro, 200) == who_is_signed_in + shown
        assert statements_of({"Restaurant": "cafe"}, 404) == the_restaurant
        assert statements_of(cafe, 200) == who_is_signed_in + shown
        assert statements_of({"Restaurant": "nowhere"}, 404) == the_restaurant
