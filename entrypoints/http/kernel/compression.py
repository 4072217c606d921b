"""Compressed bodies: gzip is inflated, up to the length that a body may have."""

import zlib
from typing import Final

from litestar.datastructures import Headers
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from domain.kernel.errors import DomainError, Invalid

_GZIP: Final = frozenset({"gzip", "x-gzip"})
_GZIP_WITH_ITS_HEAD: Final = 16 + zlib.MAX_WBITS


class UnsupportedEncoding(DomainError):
    """A `Content-Encoding` other than gzip."""

    says = "Send the body as it is, or compressed once, as gzip"


class InvalidCompression(Invalid):
    """A body that is declared to be gzip, and is not, or not the whole of it."""

    says = "The body is not valid gzip"


def is_compressed(headers: Headers) -> bool:
    """Tell by the headers whether the body is gzip, or raise `UnsupportedEncoding`."""
    declared = ",".join(headers.getall("content-encoding", [])).lower()
    codings = [coding for each in declared.split(",") if (coding := each.strip()) not in {"", "identity"}]
    if len(codings) > 1 or not _GZIP.issuperset(codings):
        raise UnsupportedEncoding
    return bool(codings)


def inflated(body: bytes, *, most: int) -> bytes:
    """Return the inflated body, or raise `InvalidCompression`, or `RequestEntityTooLarge` at one byte past `most`."""
    if not body:
        return body
    inflater = zlib.decompressobj(_GZIP_WITH_ITS_HEAD)
    try:
        content = inflater.decompress(body, most + 1)
    except zlib.error as refusal:
        raise InvalidCompression from refusal
    if len(content) > most:
        raise RequestEntityTooLarge
    if not inflater.eof or inflater.unused_data:
        raise InvalidCompression
    return content
