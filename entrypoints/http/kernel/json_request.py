"""Requests with bodies: JSON as it arrives, with exact numbers."""

import asyncio
import hashlib
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.exceptions import InternalServerException

from domain.kernel.errors import Invalid
from entrypoints.http.kernel.body import Body
from entrypoints.http.kernel.compression import inflated, is_compressed
from entrypoints.http.kernel.errors import BodyIncomplete, BodyTooSlow, UnsupportedBody
from entrypoints.http.kernel.fingerprints import exact_number
from entrypoints.http.kernel.reading import read_body

JSON_VALUE: Final = "json value"
"""The key of the JSON value of a request's body, once read, in the state of its scope."""
_BODY: Final = "body"
"""The key of the body itself, there too."""
LARGEST_BODY: Final = 64 * 1024
LARGEST_MENU: Final = 1024 * 1024
LARGEST_ORDER: Final = 320 * 1024
"""Fits 200 lines whose names have 120 characters, each written as two escapes of six bytes."""

_ARRIVES_WITHIN_SECONDS: Final = 10
_JSON: Final = msgspec.json.Decoder[object](float_hook=exact_number)


class InvalidJSON(Invalid):
    """Bytes that are no JSON text."""

    says = "The body is not valid JSON"


class JSONRequest(Request[Any, Any, Any]):
    """A request whose body is read as JSON only when it says so, and without rounding any number."""

    async def body(self) -> bytes:
        """Return the body. None at all reads as an empty object, so that a form can say what it misses."""
        return await self._arrived() or b"{}"

    async def json(self) -> Body:
        """Return the body that the handler takes as `data`, or raise the refusal that what was sent deserves.

        Raises `UnsupportedBody` and `InvalidJSON`, too.
        """
        body = await self._arrived()
        if body and self.content_type[0] != "application/json":
            raise UnsupportedBody
        value = self.scope["state"][JSON_VALUE] = read_json(body or b"{}")
        return read_body(self.route_handler.parsed_fn_signature.parameters["data"].annotation, value)

    async def file(self, kind: str, otherwise: UnsupportedBody) -> bytes:
        """Return the body as it is, of this media type, or raise what is to be said `otherwise`.

        It stands for itself where a request is told from another. Raises what `_arrived` does, too.
        """
        body = await self._arrived()
        if self.content_type[0] != kind:
            raise otherwise
        self.scope["state"][JSON_VALUE] = hashlib.sha256(body).hexdigest()
        return body

    async def _arrived(self) -> bytes:
        """Return the body as it was sent, inflated, or raise `BodyTooSlow` or `BodyIncomplete`.

        A byte now and then holds no place here; and who goes away, or cuts chunks that are none, is no fault of ours.
        Raises `UnsupportedEncoding`, `InvalidCompression` and what Litestar raises for a body that is too long, too.
        """
        kept: bytes | None = self.scope["state"].get(_BODY)
        if kept is None:
            compressed = is_compressed(self.headers)
            try:
                async with asyncio.timeout(_ARRIVES_WITHIN_SECONDS):
                    sent = await super().body()
            except TimeoutError:
                raise BodyTooSlow from None
            except InternalServerException:  # Litestar raises it when the client has gone
                raise BodyIncomplete from None
            most = self.route_handler.resolve_request_max_body_size() or LARGEST_BODY
            kept = inflated(sent, most=most) if compressed else sent
            self.scope["state"][_BODY] = kept
        return kept


def read_json(body: bytes) -> object:
    """Return the JSON value, with `Decimal` where it has a fraction or an exponent, or raise `InvalidJSON`."""
    try:
        return _JSON.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ArithmeticError) as refusal:
        raise InvalidJSON from refusal
