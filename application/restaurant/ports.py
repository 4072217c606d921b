"""What the restaurants' use cases need."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId
from domain.restaurant.restaurant import Description, Restaurant


class Restaurants(Protocol):
    """The restaurants of this installation, closed ones too."""

    @abstractmethod
    async def first(self) -> Restaurant:
        """Return the one that is meant where none is named, or raise `RestaurantNotFound`.

        It is the one that follows the settings; where none does, the one with the lowest id.
        """

    @abstractmethod
    async def first_and_followed(self) -> tuple[Restaurant, Description | None]:
        """Return `first`, and what the settings said when it last followed them: None when it never has."""

    @abstractmethod
    async def get(self, restaurant: RestaurantId) -> Restaurant:
        """Return the restaurant, or raise `RestaurantNotFound`."""

    @abstractmethod
    async def named(self, slug: str) -> Restaurant:
        """Return the restaurant with this slug, or raise `RestaurantNotFound`."""

    @abstractmethod
    def all(self) -> AsyncIterator[RestaurantId]:
        """Go through the ids of all restaurants, lowest first."""

    @abstractmethod
    def add(self, restaurant: Restaurant, setup_token: bytes | None = None) -> Change:
        """Keep a new restaurant, and the digest of what makes its first manager. The commit raises `SlugTaken`."""

    @abstractmethod
    async def is_offered(self, restaurant: RestaurantId, setup_token: bytes) -> bool:
        """Tell whether this is the digest of what makes its first manager."""

    @abstractmethod
    def change(self, restaurant: Restaurant) -> Change:
        """Put it in the place of the version before it.

        The commit raises `RestaurantChanged` when there is another, `SlugTaken`, and `CurrencyIsFixed` when there are
        products, whose prices are in the currency of before.
        """

    @abstractmethod
    def follow_settings(self, restaurant: RestaurantId, described: Description) -> Change:
        """Keep what the settings say."""
