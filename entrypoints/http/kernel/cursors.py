"""Cursors: sealed places in lists, and the `Link` that carries one."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec
from litestar import Request

from domain.kernel.ids import RestaurantId
from entrypoints.http.kernel.addresses import shown_at
from entrypoints.http.kernel.answers import as_json
from entrypoints.http.kernel.query import InvalidParameter

Place = TypeVar("Place")

_SEAL_BYTES: Final = 16
_REPLACED: Final = {"cursor", "page"}


class Cursors:
    """Makes cursors of places, signed for one list with its filters: not secret, but impossible to make up."""

    def __init__(self, secrets: Sequence[str], restaurant: RestaurantId) -> None:
        """Sign with the first secret, accept all of them."""
        self._keys = [hmac.digest(each.encode(), b"cursors" + restaurant.bytes, hashlib.sha256) for each in secrets]

    def link(self, request: Request[Any, Any, Any], walked: object, last: object) -> dict[str, str]:
        """Return the header that leads from this request on to what follows `last`; none where that is None.

        What is walked is the name of a list, and its filters.
        """
        if last is None:
            return {}
        content = as_json(last)
        cursor = _text(_seal(self._keys[0], walked, content) + content)
        parameters = parse_qsl(request.scope["query_string"].decode("latin-1"), encoding="utf-8", errors="replace")
        query = urlencode([*(each for each in parameters if each[0] not in _REPLACED), ("cursor", cursor)])
        return {"Link": f'<{shown_at(request.scope)}?{query}>; rel="next"'}

    def place(self, walked: object, cursor: str | None, kind: type[Place]) -> Place | None:
        """Return the place that the cursor stands for, None where there is none, or raise `InvalidParameter`."""
        if cursor is None:
            return None
        try:
            sealed = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            seal, content = sealed[:_SEAL_BYTES], sealed[_SEAL_BYTES:]
            # Several base64 texts decode to the same bytes: only the one that was given is accepted.
            given = _text(sealed) == cursor
            if given and any(hmac.compare_digest(seal, _seal(key, walked, content)) for key in self._keys):
                return msgspec.json.decode(content, type=kind)
        except ValueError:
            pass
        raise InvalidParameter("cursor is none that this list gave", field=("cursor",))


def _seal(key: bytes, walked: object, content: bytes) -> bytes:
    return hmac.digest(key, as_json(walked) + b"\0" + content, hashlib.sha256)[:_SEAL_BYTES]


def _text(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).rstrip(b"=").decode()
