"""What is kept in memory."""

from dishka import Provider, Scope, provide  # pyright: ignore[reportUnknownVariableType] - dishka's types are incomplete

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork
from adapters.system.ids import TimeOrderedIds
from application.kernel.ids import Ids
from application.restaurant.ports import Restaurants
from domain.restaurant.restaurant import Restaurant
from entrypoints.settings import Settings
from entrypoints.wiring.shared import open_in


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

    @provide
    async def restaurant(self, settings: Settings, restaurants: Restaurants, ids: Ids) -> Restaurant:
        """Open the restaurant that the settings describe."""
        return await open_in(restaurants, MemoryUnitOfWork(), ids, settings)
