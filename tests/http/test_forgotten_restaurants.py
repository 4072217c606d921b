"""A restaurant that is forgotten while workers serve it, and brought in again: what its people and strangers meet."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import httpx
import msgspec
import pytest

from adapters.postgres.kernel.engine import Database
from adapters.postgres.restaurant.exporting import export
from adapters.postgres.restaurant.forgetting import close, forget
from adapters.postgres.restaurant.importing import bring_in
from adapters.postgres.restaurant.restaurants import PostgresRestaurants
from adapters.system.clock import SystemClock
from application.kernel.readiness import DESERTED
from entrypoints.settings import Settings
from entrypoints.wiring.first import described_by
from entrypoints.wiring.opening import open_restaurant
from tests.adapters.postgres.full import silent
from tests.http.api import ESPRESSO, SECRET, Api, refused, serving
from tests.http.managed import PASSWORD, SETUP_TOKEN, quick_hashes

OPERATOR: Final = {"Operator-Token": "the operator's token of the tests, long enough"}
BISTRO: Final = {"Restaurant": "bistro"}
BOSS: Final = {"email": "boss@example.com", "password": PASSWORD}
ORDER: Final = {"customer_name": "Table 7", "products": [ESPRESSO]}


class Bistro:
    """A restaurant beside the first one, in an installation with two workers: what its manager does there."""

    def __init__(self, settings: Settings, workers: list[Api]) -> None:
        self.settings = settings
        self.workers = workers
        opened = self.opened()
        made = workers[0].client.post(
            "/api/users", json={**BOSS, "name": "Boss"}, headers=BISTRO | {"Setup-Token": opened["setup_token"]}
        )
        assert made.status_code == 201, made.text
        self.enter(workers[0])

    def opened(self) -> dict[str, str]:
        """Return the answer to who opens it."""
        answer = self.workers[0].client.post(
            "/api/restaurants", json={"name": "Bistro", "slug": "bistro"}, headers=OPERATOR
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    def enter(self, worker: Api) -> None:
        """Sign its manager in."""
        answer = worker.client.post("/api/auth/login", json=BOSS, headers=BISTRO)
        assert answer.status_code == 200, answer.text
        self.token = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        self.refresh_token = answer.json()["refresh_token"]

    def device(self) -> str:
        """Return the token of a new device."""
        client = self.workers[0].client
        code = client.post("/api/devices/pairing-codes", json={"name": "Till"}, headers=self.token).json()["code"]
        return client.post("/api/devices", json={"code": code}, headers=BISTRO).json()["device_token"]

    def order(self, worker: Api) -> httpx.Response:
        """Return the answer to an order that is always sent with the same key."""
        return worker.client.post("/api/orders", json=ORDER, headers=self.token | {"Idempotency-Key": "one"})

    def forget(self, folder: Path, slug: str = "bistro") -> None:
        """Forget it, or another one, as the command does."""

        async def work(database: Database) -> None:
            was = await PostgresRestaurants(database).named(slug)
            _ = await forget(database, was, await close(database, was, at=SystemClock().now()), folder, silent)

        asyncio.run(self._on_database(work))

    def export(self, folder: Path) -> None:
        """Export it as the command does."""

        async def work(database: Database) -> None:
            was = await PostgresRestaurants(database).named("bistro")
            _ = await export(database, was.id, folder, silent)

        asyncio.run(self._on_database(work))

    def come_back(self, folder: Path, *, keep_devices: bool = False) -> None:
        """Bring it in as the command does."""

        async def work(database: Database) -> None:
            described = described_by(self.settings)
            _ = await bring_in(database, folder, described, silent, keep_devices=keep_devices)

        asyncio.run(self._on_database(work))

    async def _on_database(self, work: Callable[[Database], Awaitable[None]]) -> None:
        database = Database(self.settings.database_url or "")
        await work(database)
        await database.close()


@pytest.fixture
def bistro(clean_database: str) -> Generator[Bistro]:
    """Return it, with two workers that both know it."""
    settings = Settings(
        app_env="development",
        database_url=clean_database,
        jwt_secret_key=SECRET,
        log_level="error",
        auth_mode="managed",
        prices="sent",
        setup_token=SETUP_TOKEN,
        operator_token=OPERATOR["Operator-Token"],
    )
    _ = asyncio.run(open_restaurant(settings))
    with ExitStack() as stack:
        workers = [stack.enter_context(serving(settings, quick_hashes())) for _ in range(2)]
        yield Bistro(settings, workers)


def test_its_tokens_open_nothing_in_any_worker_and_strangers_find_no_such_restaurant(
    bistro: Bistro, tmp_path: Path
) -> None:
    till = bistro.device()
    for worker in bistro.workers:  # whose containers are kept from now on
        assert worker.client.get("/api/orders", headers=bistro.token).status_code == 200
    bistro.forget(tmp_path / "bistro")
    for worker in bistro.workers:
        refused(worker.client.get("/api/orders", headers=bistro.token), 401, "token-invalid")
        refused(bistro.order(worker), 401, "token-invalid")
        again = worker.client.post("/api/auth/refresh", json={"refresh_token": bistro.refresh_token})
        refused(again, 401, "token-invalid")
        on_the_till = worker.client.post("/api/auth/login", json=BOSS, headers={"Device-Token": till})
        refused(on_the_till, 401, "token-invalid")
        refused(worker.client.post("/api/auth/login", json=BOSS, headers=bistro.token), 401, "token-invalid")
        refused(worker.client.post("/api/auth/login", json=BOSS, headers=BISTRO), 404, "restaurant-not-found")


def test_its_slug_is_free_again_for_another_one_that_none_of_its_tokens_open(bistro: Bistro, tmp_path: Path) -> None:
    bistro.forget(tmp_path / "bistro")
    _ = bistro.opened()
    for worker in bistro.workers:
        assert worker.client.get("/api/orders", headers=bistro.token).status_code == 401
        again = worker.client.post("/api/auth/refresh", json={"refresh_token": bistro.refresh_token})
        assert again.status_code == 401
        assert worker.client.post("/api/auth/login", json=BOSS, headers=BISTRO).status_code == 401


def test_once_it_is_brought_in_its_people_sign_in_and_what_they_sent_is_answered_as_before(
    bistro: Bistro, tmp_path: Path
) -> None:
    placed = bistro.order(bistro.workers[0])
    assert placed.status_code == 201, placed.text
    bistro.forget(tmp_path / "bistro")
    bistro.come_back(tmp_path / "bistro")
    for worker in bistro.workers:
        bistro.enter(worker)
        again = bistro.order(worker)
        assert (again.status_code, again.content) == (201, placed.content)
        assert again.headers["Idempotent-Replayed"] == "true"
        assert worker.client.get("/api/orders", headers=bistro.token).json()["total"] == 1


def test_where_the_first_one_is_another_by_now_workers_serve_that(bistro: Bistro, tmp_path: Path) -> None:
    for slug in ("bistro", "restaurant"):
        bistro.forget(tmp_path / slug, slug)
    for worker in bistro.workers:
        refused(worker.client.post("/api/auth/login", json=BOSS), 404, "restaurant-not-found")
    bistro.come_back(tmp_path / "bistro")
    for worker, headers in zip(bistro.workers, (BISTRO, {}), strict=True):
        assert worker.client.post("/api/auth/login", json=BOSS, headers=headers).status_code == 200


def test_where_none_is_left_nothing_is_ready_and_a_token_that_was_used_is_of_no_use_in_the_next_one(
    bistro: Bistro, tmp_path: Path
) -> None:
    first, boss = bistro.workers[0].client, {**BOSS, "name": "Boss"}
    token = {"Setup-Token": SETUP_TOKEN}
    assert first.post("/api/users", json=boss, headers=token).status_code == 201
    for slug in ("bistro", "restaurant"):
        assert first.get("/health/ready").status_code == 200
        bistro.forget(tmp_path / slug, slug)
    for worker in bistro.workers:
        ready = worker.client.get("/health/ready")
        assert (ready.status_code, ready.json()["missing"]) == (503, [DESERTED])
    # As `make migrate` does where the token came out of a file, which the workers still know.
    _ = asyncio.run(open_restaurant(msgspec.structs.replace(bistro.settings, setup_token=None)))
    for worker in bistro.workers:
        assert worker.client.get("/health/ready").status_code == 200
        refused(worker.client.post("/api/users", json=boss, headers=token), 403, "setup-refused")
    # Where the settings say it, it is meant.
    _ = asyncio.run(open_restaurant(bistro.settings))
    assert first.post("/api/users", json=boss, headers=token).status_code == 201


def test_what_was_handed_out_before_an_older_state_came_back_opens_nothing_in_any_worker(
    bistro: Bistro, tmp_path: Path
) -> None:
    till = bistro.device()
    client = bistro.workers[0].client
    code = client.post("/api/devices/pairing-codes", json={"name": "Bar"}, headers=bistro.token).json()["code"]
    ben = {"email": "ben@example.com", "name": "Ben"}
    activation = client.post("/api/users", json=ben, headers=bistro.token).json()["activation_code"]
    bistro.export(tmp_path / "older")
    before, refresh_token = bistro.token, bistro.refresh_token
    assert client.post("/api/auth/logout", headers=before).status_code == 204
    for _ in range(3):  # whose token versions are higher than the export's
        bistro.enter(bistro.workers[1])
        assert client.post("/api/auth/logout-everywhere", headers=bistro.token).status_code == 204
    bistro.enter(bistro.workers[0])
    bistro.forget(tmp_path / "newer")
    bistro.come_back(tmp_path / "older")
    for worker in bistro.workers:
        for token in (before, bistro.token):
            refused(worker.client.get("/api/orders", headers=token), 401, "session-ended")
        for old in (refresh_token, bistro.refresh_token):
            refused(worker.client.post("/api/auth/refresh", json={"refresh_token": old}), 401, "session-ended")
        chosen = {"email": ben["email"], "code": activation, "password": PASSWORD}
        refused(worker.client.post("/api/auth/activate", json=chosen, headers=BISTRO), 401, "activation-refused")
        refused(worker.client.post("/api/devices", json={"code": code}, headers=BISTRO), 401, "pairing-refused")
    bistro.enter(bistro.workers[1])
    device = client.get("/api/devices", headers=bistro.token).json()["devices"][0]
    assert device["revoked_at"] is not None
    refused(with_a_pin(bistro, till), 401, "wrong-credentials")


def with_a_pin(bistro: Bistro, till: str) -> httpx.Response:
    """Return the answer to a new waiter who chose a PIN and signs in with it on the till."""
    client, cleo = bistro.workers[0].client, {"email": "cleo@example.com"}
    hired = client.post("/api/users", json={**cleo, "name": "Cleo"}, headers=bistro.token)
    pin = {**cleo, "pin": "408126"}
    chosen = {**pin, "code": hired.json()["activation_code"]}
    assert client.post("/api/auth/activate", json=chosen, headers=BISTRO).status_code == 200
    return client.post("/api/auth/login", json=pin, headers={"Device-Token": till})


def test_devices_stay_paired_where_that_is_said(bistro: Bistro, tmp_path: Path) -> None:
    till = bistro.device()
    bistro.forget(tmp_path / "bistro")
    bistro.come_back(tmp_path / "bistro", keep_devices=True)
    bistro.enter(bistro.workers[0])
    assert with_a_pin(bistro, till).status_code == 200


def test_no_version_comes_twice_so_every_worker_sees_what_an_older_state_is_like(
    bistro: Bistro, tmp_path: Path
) -> None:
    def change(worker: Api, body: dict[str, str]) -> httpx.Response:
        answer = worker.client.patch("/api/restaurant", json=body, headers=bistro.token)
        assert answer.status_code == 200, answer.text
        return answer

    one, other = bistro.workers
    bistro.export(tmp_path / "older")
    before = change(one, {"currency": "JPY"})  # a version that only the time after the export has
    assert bistro.order(other).status_code == 400  # 2.5 yen: this worker's container is of that version from now on
    bistro.forget(tmp_path / "newer")
    bistro.come_back(tmp_path / "older")
    bistro.enter(one)
    after = change(one, {"name": "Bistro of before"})
    assert after.json()["restaurant"]["currency"] == "USD"
    assert after.headers["ETag"] != before.headers["ETag"]
    assert bistro.order(other).status_code == 201
    stale = {**bistro.token, "If-Match": before.headers["ETag"]}
    refused(one.client.patch("/api/restaurant", json={"name": "X"}, headers=stale), 412, "stale")
    current = {**bistro.token, "If-Match": after.headers["ETag"]}
    assert one.client.patch("/api/restaurant", json={"name": "X"}, headers=current).status_code == 200
