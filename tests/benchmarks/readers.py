"""Whoever is read from: a server, somebody signed in, and how long it takes to answer."""

import http.client
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import msgspec

from tests.benchmarks.load import apply
from tests.benchmarks.tally import Load, Outcome

HERE = Path(__file__).parent
MANAGER, WAITER = "manager@example.com", "waiter-01@example.com"


class Timed(msgspec.Struct, frozen=True):
    """How long answers took, in milliseconds, sorted; and how many went wrong."""

    milliseconds: list[float]
    errors: int

    def percentile(self, share: float) -> float:
        """Return the time that this share of the answers did not exceed."""
        return self.milliseconds[min(int(len(self.milliseconds) * share), len(self.milliseconds) - 1)]

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """Return what a load came to."""
        return cls([each * 1000 for each in outcome.latencies], outcome.errors + outcome.unknown)

    @classmethod
    def together(cls, several: Sequence[Self]) -> Self:
        """Return all their answers as one."""
        times = sorted(each for timed in several for each in timed.milliseconds)
        return cls(times, sum(timed.errors for timed in several))


class Reader:
    """Somebody signed in at a server."""

    def __init__(self, name: str, port: int, email: str) -> None:
        self.name = name
        self._port = port
        self._signs_in = json.dumps({"email": email})
        as_json = {"Content-Type": "application/json"}
        said = json.loads(self._call("POST", "/api/auth/login", self._signs_in, as_json)[0])
        self._token: str = said["access_token"]

    def get(self, path: str) -> dict[str, object]:
        """Return what is answered."""
        return json.loads(self._get(path)[0])

    def following(self, path: str) -> str | None:
        """Return the path that the answer says comes next, if any."""
        link = re.search(r"<([^>]*)>; rel=\"next\"", self._get(path)[1] or "")
        return None if link is None else link[1]

    def timed(self, paths: Sequence[str], connections: int, seconds: float) -> Timed:
        """Ask for these paths in turn, over so many connections, and return how long it took."""
        headers = f"Host: 127.0.0.1:{self._port}\r\nAuthorization: Bearer {self._token}\r\nX-Number: "
        requests = [(f"GET {path} HTTP/1.1\r\n{headers}", "\r\n\r\n") for path in paths]
        load = Load(port=self._port, connections=connections, seconds=seconds, requests=requests, keys="read")
        return Timed.of(apply(load))

    def signing_in(self, seconds: float) -> Timed:
        """Sign in again and again, and return how long it took."""
        before = (
            f"POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(self._signs_in)}\r\nX-Number: "
        )
        requests = [(before, f"\r\n\r\n{self._signs_in}")]
        return Timed.of(apply(Load(port=self._port, connections=1, seconds=seconds, requests=requests, keys="sign-in")))

    def placing(self, a_second: float, seconds: float) -> Load:
        """Return the load of so many orders a second."""
        body = json.dumps(
            {
                "customer_name": "Table 1",
                "products": [{"name": f"Lunch {n}", "price": 9.5, "quantity": 1} for n in range(3)],
            }
        )
        before = (
            f"POST /api/orders HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAuthorization: Bearer {self._token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: "
        )
        return Load(
            port=self._port,
            connections=16,
            seconds=seconds,
            requests=[(before, f"\r\n\r\n{body}")],
            keys="reading",
            a_second=a_second,
        )

    def _get(self, path: str) -> tuple[bytes, str | None]:
        return self._call("GET", path, None, {"Authorization": f"Bearer {self._token}"})

    def _call(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[bytes, str | None]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != http.client.OK:
                raise RuntimeError(f"{self.name}: {path} answered {answer.status}: {said[:300]!r}")
            return said, answer.headers["Link"]
        finally:
            connection.close()
