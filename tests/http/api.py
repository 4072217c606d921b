"""The whole API in one process, and the people who use it: what the HTTP tests say their facts with."""

import json
from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from typing import Any, Final

import httpx
import jwt
from dishka import Provider
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import TestClient

from adapters.security.tokens import key_id
from adapters.system.ids import TimeOrderedIds
from entrypoints.http.access.auth import Callers
from entrypoints.http.access.clients import Clients
from entrypoints.http.app import routed, wired
from entrypoints.http.ordering.commanding import COMMANDING
from entrypoints.logging import configure_logging
from entrypoints.settings import Settings
from entrypoints.wiring.container import make_container
from entrypoints.wiring.containers import Containers

SECRET: Final = "x" * 40
OPERATOR_TOKEN: Final = "the operator's token of the tests, long enough"
NOBODY: Final = "01937b1e-7c00-7000-8000-00000000dead"
ESPRESSO: Final = {"name": "Espresso", "price": 2.5, "quantity": 2}

CHOICES: Final = {"name": "Doneness", "least": 1, "most": 1, "modifiers": [{"name": "Rare", "price": 0}]}

OF_WHO_ASKS: Final = {"allowed_actions", "needs_approval"}
"""The keys of an order that say what its reader may do to it, and that lists lack."""

Json = Any
_numbers = count(1)
_SECRET: Final = "correct horse battery"
_PERSON: Final = {"name": "Boss", "role": "manager", "password": _SECRET}


class Session:
    """Somebody with a token."""

    def __init__(self, client: TestClient[Litestar], token: str, who: str) -> None:
        self._client = client
        self.token = token
        self.id = who

    def call(
        self, method: str, path: str, *, body: object = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Return the answer. A body of text or bytes goes as it is, declared to be JSON."""
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is None:
            return self._client.request(method, path, headers=sent)
        return self.send(method, path, body=body, headers=[*sent.items()])

    def send(
        self, method: str, path: str, *, body: object, headers: Sequence[tuple[str, str | bytes]]
    ) -> httpx.Response:
        """Return the answer to a body with these headers and no token beside them; a header may come twice."""
        raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
        sent = {name.lower() for name, _ in headers}
        kind = [] if "content-type" in sent else [("Content-Type", "application/json")]
        encoded = [
            (name.encode(), value if isinstance(value, bytes) else value.encode()) for name, value in [*kind, *headers]
        ]
        return self._client.request(method, path, content=raw, headers=encoded)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Return the answer to a GET."""
        return self.call("GET", path, headers=headers)

    def post(self, path: str, body: object) -> httpx.Response:
        """Return the answer to a POST."""
        return self.call("POST", path, body=body)

    def patch(self, path: str, body: object) -> httpx.Response:
        """Return the answer to a PATCH."""
        return self.call("PATCH", path, body=body)

    def order(self, *products: Mapping[str, object], customer: str = "Table 7") -> Json:
        """Return the order, placed, as lists show it."""
        answer = self.post("/api/orders", {"customer_name": customer, "products": products or [ESPRESSO]})
        assert answer.status_code == 201, answer.text
        return {key: value for key, value in answer.json()["order"].items() if key not in OF_WHO_ASKS}

    def shown(self, order: Json) -> Json:
        """Return the order as it is by now, as lists show it."""
        answer = self.get(f"/api/orders/{order['id']}")
        assert answer.status_code == 200, answer.text
        return {key: value for key, value in answer.json()["order"].items() if key not in OF_WHO_ASKS}

    def orders(self, query: str = "") -> Json:
        """Return the page of orders that the query asks for."""
        answer = self.get(f"/api/orders?{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def sold(self, query: str = "") -> list[tuple[str, int, float]]:
        """Return the rows of the report that the query asks for."""
        answer = self.get(f"/api/reports/products?{query}")
        assert answer.status_code == 200, answer.text
        rows = answer.json()["report"]["products"]
        return [(row["product_name"], row["total_quantity"], row["total_price"]) for row in rows]


class Api:
    """The running application."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self.client = client

    def register(self, email: str, name: str = "Ana", role: str = "waiter") -> Json:
        """Return the user, registered."""
        answer = self.client.post("/api/users", json={"email": email, "name": name, "role": role})
        assert answer.status_code == 201, answer.text
        return answer.json()["user"]

    def sign_in(self, email: str) -> Session:
        """Return the session of somebody registered."""
        answer = self.client.post("/api/auth/login", json={"email": email})
        assert answer.status_code == 200, answer.text
        return Session(self.client, answer.json()["access_token"], answer.json()["user"]["id"])

    def waiter(self) -> Session:
        """Return the session of a new waiter."""
        return self.newcomer("waiter")[1]

    def manager(self) -> Session:
        """Return the session of a new manager."""
        return self.newcomer("manager")[1]

    def newcomer(self, role: str) -> tuple[str, Session]:
        """Return the e-mail of somebody new, and their session."""
        email = f"{role}-{next(_numbers)}@example.com"
        _ = self.register(email, role=role)
        return email, self.sign_in(email)

    def opened(self, slug: str, *, managed: bool = False, **more: str) -> "NextDoor":
        """Return another restaurant, opened by the operator."""
        answer = self.client.post(
            "/api/restaurants",
            json={"name": slug.title(), "slug": slug, **more},
            headers={"Operator-Token": OPERATOR_TOKEN},
        )
        assert answer.status_code == 201, answer.text
        return NextDoor(self, slug, answer.json()["setup_token"] if managed else None)

    def carrying(self, token: str, who: str = NOBODY) -> Session:
        """Return the session of whoever carries this token."""
        return Session(self.client, token, who)

    def stranger(self) -> Session:
        """Return the session of somebody who is on the staff no more, with a token that is good."""
        return self.carrying(self.forged({"sub": NOBODY}))

    def forged(
        self,
        changes: Mapping[str, object],
        *,
        secret: str = SECRET,
        algorithm: str = "HS256",
        kid: str | None = key_id(SECRET),
    ) -> str:
        """Return a new waiter's token with other claims (None leaves one out), signed again."""
        claims = {**jwt.decode(self.waiter().token, options={"verify_signature": False}), **changes}
        kept = {name: value for name, value in claims.items() if value is not None}
        headers = {} if kid is None else {"kid": kid}
        return jwt.encode(kept, secret if algorithm != "none" else "", algorithm=algorithm, headers=headers)


class NextDoor:
    """Another restaurant of the same program, and who works there."""

    def __init__(self, api: Api, slug: str, setup_token: str | None) -> None:
        self._api = api
        self.slug = slug
        self._managed = setup_token is not None
        self._boss: Session | None = None
        if setup_token is not None:
            self._post("/api/users", _PERSON | {"email": "boss@next.example.com"}, {"Setup-Token": setup_token})
            self._boss = self._enter("boss@next.example.com")

    def comes(self, role: str) -> Session:
        """Return the session of a new waiter or manager of theirs."""
        email = f"{role}-{next(_numbers)}@next.example.com"
        person = {"name": "Ana", "email": email, "role": role}
        if self._boss is None:
            self._post("/api/users", person)
            return self._enter(email)
        made = self._boss.post("/api/users", person).json()
        self._post("/api/auth/activate", {"email": email, "code": made["activation_code"], "password": _SECRET})
        return self._enter(email)

    def _enter(self, email: str) -> Session:
        secret = {"password": _SECRET} if self._managed else {}
        said = self._post("/api/auth/login", {"email": email, **secret})
        return Session(self._api.client, said["access_token"], said["user"]["id"])

    def _post(self, path: str, body: Json, more: Mapping[str, str] | None = None) -> Json:
        answer = self._api.client.post(path, json=body, headers={"Restaurant": self.slug, **(more or {})})
        assert answer.is_success, answer.text
        return answer.json()


def containers_of(settings: Settings, *more: Provider) -> Containers:
    """Return what use cases come out of, wired as it is in production. `more` provides instead."""
    return Containers(make_container(settings, Callers(), Clients(), COMMANDING, *more))


_idle: Final = defaultdict[str, list[Litestar]](list)
"""What is routed, by mode, for the next who serves: that takes longer than most tests, and nothing else in it lasts."""


@contextmanager
def _routes(auth_mode: str) -> Generator[Litestar]:
    app = _idle[auth_mode].pop() if _idle[auth_mode] else routed(auth_mode)
    unwrapped = app.asgi_handler
    yield app
    app.asgi_handler, app.state = unwrapped, State()
    app.on_startup.clear()
    app.on_shutdown.clear()
    _idle[auth_mode].append(app)


@contextmanager
def serving(settings: Settings, *more: Provider) -> Generator[Api]:
    """Yield the API that the settings describe, wired as it is in production. `more` provides instead."""
    output = configure_logging(level=settings.log_level, readable=True)
    containers = containers_of(settings, *more)
    with _routes(settings.auth_mode) as routes:
        app = wired(routes, containers, TimeOrderedIds().new, settings)
        with TestClient(app, raise_server_exceptions=False) as client:
            yield Api(client)
    output.finish()


def exact(answer: httpx.Response) -> Json:
    """Return the body, its numbers with a fraction as `Decimal`, digit for digit."""
    return json.loads(answer.text, parse_float=Decimal)


def refused(
    answer: httpx.Response, status: int, kind: str, message: str | None = None, *, pointer: str | None = None
) -> Json:
    """Check that the answer is this problem document, whole, and return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"/problems/{kind}"
    assert problem["title"]
    assert problem["status"] == status
    assert problem["detail"] == problem["message"]
    assert problem["instance"] == answer.url.path
    if message is not None:
        assert problem["message"] == message
    if pointer is not None:
        assert problem["errors"] == [{"pointer": pointer, "message": problem["message"]}]
    assert ("error" in problem) == (status == 401)
    return problem
