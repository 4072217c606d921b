"""Slow hashes of secrets: Argon2id, as OWASP advises."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from zxcvbn import zxcvbn

from application.access.hashes import Hashes
from domain.access.secret import InvalidPassword, Secret, SecretKind

T = TypeVar("T")

_TOO_FEW_GUESSES: Final = 1_000_000
_LOOKED_AT: Final = 24
"""Characters; what is longer is as good as its beginning, or better. More would let one request think for seconds."""


class Argon2Hashes(Hashes):
    """Hashes on threads of its own, few, so that a storm of sign-ins leaves the processors to the orders."""

    def __init__(self, *, memory_kib: int = 19_456, rounds: int = 2, threads: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._nobodys = self._hasher.hash("nobody's")

    async def make(self, secret: Secret) -> str:
        return await self._away(self._make, secret)

    async def verify(self, hashed: str | None, secret: Secret) -> bool:
        return await self._away(self._verify, hashed or self._nobodys, secret) and hashed is not None

    def is_dated(self, hashed: str) -> bool:
        return self._hasher.check_needs_rehash(hashed)

    async def _away(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def _make(self, secret: Secret) -> str:
        if secret.kind is SecretKind.PASSWORD and _is_common(secret.text):
            raise InvalidPassword("This password is among those that are tried first; take another")
        return self._hasher.hash(secret.text)

    def _verify(self, hashed: str, secret: Secret) -> bool:
        try:
            return self._hasher.verify(hashed, secret.text)
        except (Argon2Error, InvalidHashError):
            return False


def _is_common(password: str) -> bool:
    return zxcvbn(password[:_LOOKED_AT])["guesses"] < _TOO_FEW_GUESSES
