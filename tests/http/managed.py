"""A restaurant whose people prove who they are: what the HTTP tests of managed mode say their facts with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Final

import httpx
from dishka import Provider

from adapters.security.hashes import Argon2Hashes
from adapters.system.clock import SystemClock
from application.access.hashes import Hashes
from application.kernel.clock import Clock
from entrypoints.wiring.scopes import Scope
from tests.http.api import Api, Json, Session

SETUP_TOKEN: Final = "the-setup-token-of-the-tests-long-enough"
PASSWORD: Final = "correct horse battery"
PIN: Final = "408126"
_numbers = count(1)


def quick_hashes() -> Provider:
    """Return a provider of hashes that take no time: for tests of anything but the time they take."""
    provider = Provider(scope=Scope.APP)
    _ = provider.provide(lambda: Argon2Hashes(memory_kib=8, rounds=1), provides=Hashes, override=True)
    return provider


class MovableClock(Clock):
    """The time, and what a test adds to it."""

    def __init__(self) -> None:
        self.later = timedelta(0)

    def now(self) -> datetime:
        return SystemClock().now() + self.later


class StoppedClock(Clock):
    """Always the moment it was made, so that no minute passes however slow the machine is."""

    def __init__(self) -> None:
        self._moment = SystemClock().now()

    def now(self) -> datetime:
        return self._moment


def on_a(clock: Clock) -> Provider:
    """Return a provider of this clock."""
    provider = Provider(scope=Scope.APP)
    _ = provider.provide(lambda: clock, provides=Clock, override=True)
    return provider


class Managed:
    """The API in managed mode, set up, and its manager."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.client = api.client
        made = self.set_up()
        assert made.status_code == 201, made.text
        self.manager = self.enter("boss@example.com", password=PASSWORD)

    def set_up(self, email: str = "boss@example.com", token: str = SETUP_TOKEN) -> httpx.Response:
        """Return the answer to whoever wants to be the first manager."""
        body = {"email": email, "name": "Boss", "password": PASSWORD}
        return self.client.post("/api/users", json=body, headers={"Setup-Token": token})

    def login(self, email: str, *, device: str | None = None, **secret: object) -> httpx.Response:
        """Return the answer to a sign-in."""
        headers = {} if device is None else {"Device-Token": device}
        return self.client.post("/api/auth/login", json={"email": email, **secret}, headers=headers)

    def enter(self, email: str, *, device: str | None = None, **secret: object) -> "Managed.Inside":
        """Return the session of somebody who signs in."""
        answer = self.login(email, device=device, **secret)
        assert answer.status_code == 200, answer.text
        return Managed.Inside(self, answer.json())

    def employ(self, role: str = "waiter") -> tuple[str, str, str]:
        """Return the e-mail, the id and the activation code of somebody new."""
        email = f"{role}-{next(_numbers)}@example.com"
        made = self.manager.post("/api/users", {"email": email, "name": "Ana", "role": role})
        assert made.status_code == 201, made.text
        return email, made.json()["user"]["id"], made.json()["activation_code"]

    def activate(self, email: str, code: str, **secrets: object) -> httpx.Response:
        """Return the answer to a choice of secrets."""
        return self.client.post("/api/auth/activate", json={"email": email, "code": code, **secrets})

    def person(self, role: str = "waiter", secrets: Mapping[str, object] = {"password": PASSWORD}) -> str:
        """Return the e-mail of somebody new, who has chosen these secrets."""
        email, _, code = self.employ(role)
        answer = self.activate(email, code, **secrets)
        assert answer.status_code == 200, answer.text
        return email

    def device(self) -> tuple[str, str]:
        """Return the id and the token of a new device."""
        offer = self.manager.post("/api/devices/pairing-codes", {"name": "Till"})
        assert offer.status_code == 201, offer.text
        enrolled = self.client.post("/api/devices", json={"code": offer.json()["code"]})
        assert enrolled.status_code == 201, enrolled.text
        return enrolled.json()["device"]["id"], enrolled.json()["device_token"]

    class Inside(Session):
        """Somebody signed in, with a refresh token."""

        def __init__(self, managed: "Managed", opened: Json) -> None:
            super().__init__(managed.client, opened["access_token"], opened["user"]["id"])
            self.refresh_token = opened["refresh_token"]
            self.opened = opened

        def refresh(self, token: str | None = None) -> httpx.Response:
            """Return the answer to a refresh, with the token of before unless another is given."""
            body = {"refresh_token": token or self.refresh_token}
            return self._client.post("/api/auth/refresh", json=body)
