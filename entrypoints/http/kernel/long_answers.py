"""Long answers: written in pieces to a temporary file, and sent as fast as the client reads."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, closing, suppress
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, cast

import msgspec
from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send
from typing_extensions import override

from application.kernel.pieces import PIECE
from domain.kernel.errors import Unavailable
from entrypoints.http.kernel.answers import as_json

BYTES_A_PIECE: Final = 64 * 1024
_IN_MEMORY: Final = 256 * 1024
_BYTES_A_TURN: Final = 16 * 1024
_AT_ONCE: Final = 2


class Turns:
    """A semaphore for work that takes a worker long: a few at once, the others wait for some seconds."""

    def __init__(self, *, within_seconds: float = 3.0) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._within_seconds = within_seconds

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait for a turn, or raise `Unavailable`."""
        try:
            async with asyncio.timeout(self._within_seconds):
                _ = await self._turns.acquire()
        except TimeoutError:
            raise Unavailable from None
        try:
            yield
        finally:
            self._turns.release()


def json_pieces(content: object) -> Iterator[bytes]:
    """Yield the JSON that `as_json` returns, long lists a piece at a time."""
    match content:
        case list() if len(rows := cast("list[object]", content)) > PIECE:
            for start in range(0, len(rows), PIECE):
                yield b"," if start else b"["
                yield as_json(rows[start : start + PIECE])[1:-1]
            yield b"]"
        case msgspec.Struct():
            for number, name in enumerate(content.__struct_fields__):
                yield (b"," if number else b"{") + as_json(name) + b":"
                yield from json_pieces(getattr(content, name))
            yield b"}"
        case _:
            yield as_json(content)


class Written:
    """The bytes of an answer: in memory while they are few, then in an unnamed temporary file."""

    def __init__(self) -> None:
        self.file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - until it is sent

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.file.seek(0, SEEK_END)

    async def write(self, pieces: Iterable[bytes], *, tell: Callable[[bytes], object] | None = None) -> None:
        """Write all pieces, resting in between for other requests; `tell` is called with each."""
        since = 0
        for piece in pieces:
            _ = self.file.write(piece)
            if tell:
                _ = tell(piece)
            since += len(piece)
            if since > _BYTES_A_TURN:
                since = 0
                await asyncio.sleep(0)

    def pieces(self) -> Iterator[bytes]:
        """Yield all bytes, then close the file."""
        with self.file as file:
            _ = file.seek(0)
            while piece := file.read(BYTES_A_PIECE):
                yield piece


class LongAnswer(Response[bytes]):
    """Sends what was written; a client that takes longer than `read_within_seconds` for a piece is disconnected."""

    def __init__(
        self, written: Written, *, media_type: str, headers: dict[str, str], read_within_seconds: float = 30.0
    ) -> None:
        super().__init__(b"", media_type=media_type, headers=headers)
        self.written, self._read_within_seconds = written, read_within_seconds

    @override
    def to_asgi_response(
        self,
        app: Any,
        request: Request[Any, Any, Any],
        *,
        headers: dict[str, str] | None = None,
        is_head_response: bool = False,
        status_code: int | None = None,
        **_: Any,
    ) -> ASGIResponse:
        return _Sent(
            self.written,
            self._read_within_seconds,
            headers={**(headers or {}), **self.headers},
            is_head_response=is_head_response,
            media_type=self.media_type,
            status_code=self.status_code or status_code,
        )


class _Sent(ASGIResponse):
    def __init__(self, written: Written, read_within_seconds: float, **more: Any) -> None:  # noqa: ANN401 - Litestar's
        super().__init__(content_length=written.size, **more)
        self.written, self._read_within_seconds = written, read_within_seconds

    @override
    async def send_body(self, send: Send, receive: Receive) -> None:
        # By Content-Length a client that was disconnected sees that something is missing.
        with suppress(TimeoutError), closing(self.written.file):
            for piece in self.written.pieces():
                async with asyncio.timeout(self._read_within_seconds):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
