"""What the restaurant's use cases need."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Currency
from domain.restaurant.restaurant import Restaurant


class Restaurants(Protocol):
    """The restaurants that are open."""

    @abstractmethod
    async def first(self) -> Restaurant:
        """Return the restaurant that was opened first, or raise `RestaurantNotFound`."""

    @abstractmethod
    async def get(self, restaurant: RestaurantId) -> Restaurant:
        """Return the restaurant, or raise `RestaurantNotFound`."""

    @abstractmethod
    def all(self) -> AsyncIterator[RestaurantId]:
        """Go through the ids of all restaurants, lowest first."""

    @abstractmethod
    def add(self, restaurant: Restaurant) -> Change:
        """Keep a new restaurant."""

    @abstractmethod
    def change(self, restaurant: Restaurant) -> Change:
        """Keep another name, currency, zone or day start. The commit raises `RestaurantNotFound` when it is not."""

    @abstractmethod
    async def currency_in_use(self) -> Currency | None:
        """Return the currency that prices are kept in, or None while there are no prices."""
