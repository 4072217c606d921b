"""A client of the API, for commands that talk to one that runs."""

import http.client
import secrets
from collections.abc import Mapping
from time import monotonic
from typing import Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from entrypoints.cli.call import call
from entrypoints.cli.refusal import Refusal

T = TypeVar("T")

_SECONDS: Final = 30
_KEPT_SECONDS: Final = 5.0
"""How long a connection is used again after nothing was asked: the server closes it after 10 seconds."""
_EXACTLY: Final = msgspec.json.Encoder(decimal_format="number")


class Client:
    """One connection to the API, on behalf of whoever `token` stands for. Not for two threads at once."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Refusal(f"{url} is no address of an API; one reads like http://127.0.0.1:5000")
        secure = parts.scheme == "https"
        connection = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self.token = ""
        self._url = url
        self._connection = connection(parts.hostname, parts.port, timeout=_SECONDS)
        self._used_at = 0.0

    def get(self, path: str, answer: type[T]) -> T:
        """Return what the API answers, or refuse."""
        return self._send("GET", path, None, answer)

    def post(self, path: str, body: Mapping[str, object], answer: type[T], *, once: bool = False) -> T:
        """Return what the API answers, or refuse. With a key of its own where it is to be done `once`."""
        return self._send("POST", path, _EXACTLY.encode(body), answer, once=once)

    def patch(self, path: str, body: Mapping[str, object], answer: type[T]) -> T:
        """Return what the API answers, or refuse."""
        return self._send("PATCH", path, _EXACTLY.encode(body), answer)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _send(self, method: str, path: str, body: bytes | None, answer: type[T], *, once: bool = False) -> T:
        headers = {"Content-Type": "application/json"} if body else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if once:
            headers["Idempotency-Key"] = secrets.token_hex(16)
        if monotonic() - self._used_at > _KEPT_SECONDS:
            self._connection.close()  # the next request opens another
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            status, content = response.status, response.read()
            self._used_at = monotonic()
        except (OSError, http.client.HTTPException) as error:
            raise Refusal(
                f"nothing answers at {self._url}: start the API with `{call('run')}`, then try again"
            ) from error
        if status >= http.client.BAD_REQUEST:
            raise Refused(status, f"{method} {path} was answered with {status}", _message(content))
        try:
            return msgspec.json.decode(content, type=answer)
        except msgspec.DecodeError as error:
            raise Refusal(f"what answers at {self._url} is another program") from error


class Refused(Refusal):
    """The API answered, and `said` why not."""

    def __init__(self, status: int, what: str, said: str) -> None:
        super().__init__(f"{what}: {said}")
        self.status = status
        self.said = said


class _Problem(msgspec.Struct):
    message: str


def _message(content: bytes) -> str:
    try:
        return msgspec.json.decode(content, type=_Problem).message
    except msgspec.DecodeError:
        return "no reason given"
