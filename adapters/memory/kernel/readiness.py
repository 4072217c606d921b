"""Readiness, in memory."""

from collections.abc import Sequence

from adapters.memory.kernel.store import MemoryStore
from application.kernel.readiness import DESERTED, Readiness


class MemoryReadiness(Readiness):
    """Memory is always there; whether there is a restaurant is in the store."""

    def __init__(self, store: MemoryStore) -> None:
        self._restaurants = store.restaurants

    async def missing(self) -> Sequence[str]:
        return () if self._restaurants else (DESERTED,)
