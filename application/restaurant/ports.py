"""What the restaurant's use cases need."""

from abc import abstractmethod
from typing import Protocol

from domain.kernel.money import Currency
from domain.restaurant.restaurant import Restaurant


class Restaurants(Protocol):
    """The restaurants that are open."""

    @abstractmethod
    async def first(self) -> Restaurant:
        """Return the restaurant that was opened first, or raise `RestaurantNotFound`."""

    @abstractmethod
    async def add(self, restaurant: Restaurant) -> None:
        """Keep a new restaurant once the unit of work commits."""

    @abstractmethod
    async def change(self, restaurant: Restaurant) -> None:
        """Keep another name, currency, zone or day start once the unit of work commits."""

    @abstractmethod
    async def currency_in_use(self) -> Currency | None:
        """Return the currency that prices are kept in, or None while there are no prices."""
