"""The stations, in memory."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.memory.kernel.pages import page_of
from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, both, drop, put
from application.catalogue.ports import Stations
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.station import Station, StationChanged, StationNameTaken, StationNotFound
from domain.kernel.ids import RestaurantId, StationId


class MemoryStations(Stations):
    """Keeps one restaurant's stations in a dict."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._products = store.shelves[restaurant].products
        self._stations = store.shelves[restaurant].stations

    async def get(self, station_id: StationId) -> Station:
        try:
            return self._stations[station_id]
        except KeyError:
            raise StationNotFound from None

    async def page(self, page: PageRequest) -> Sequence[Station]:
        return page_of(sorted(self._stations.values(), key=lambda each: each.name), page)

    async def count(self) -> int:
        return len(self._stations)

    def add(self, station: Station) -> Change:
        return Step(lambda: self._put(station))

    def change(self, station: Station) -> Change:
        def step() -> Undo:
            self._ensure_there(station.id, station.version - 1)
            return self._put(station)

        return Step(step)

    def remove(self, station: Station) -> Change:
        def step() -> Undo:
            self._ensure_there(station.id, station.version)
            made_there = [each for each in self._products.values() if each.station == station.id]
            nowhere = (replace(each, station=None, version=each.version + 1) for each in made_there)
            return both(*(put(self._products, each.id, each) for each in nowhere), drop(self._stations, station.id))

        return Step(step)

    def _ensure_there(self, station: StationId, version: int) -> None:
        there = self._stations.get(station)
        if there is None or there.version != version:
            raise StationChanged

    def _put(self, station: Station) -> Undo:
        if any(each.name == station.name and each.id != station.id for each in self._stations.values()):
            raise StationNameTaken
        return put(self._stations, station.id, station)
