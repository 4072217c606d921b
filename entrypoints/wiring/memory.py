"""What is kept in memory."""

from dishka import Provider, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

from adapters.memory.kernel.store import MemoryStore
from adapters.system.ids import TimeOrderedIds
from application.kernel.ids import Ids
from entrypoints.wiring.scopes import Scope


class InMemory(Provider):
    """Everything that is kept, for as long as the process lives."""

    scope = Scope.APP

    @provide
    def store(self) -> MemoryStore:
        """Start with nothing."""
        return MemoryStore()

    @provide
    def ids(self) -> Ids:
        """Make ids of the standard library's class."""
        return TimeOrderedIds()
