"""List the stations."""

from dataclasses import dataclass

from application.catalogue.ports import Stations
from application.kernel.pages import PageRequest, Slice, page_of
from domain.catalogue.station import Station


@dataclass(frozen=True, slots=True)
class ListStations:
    """Where the restaurant makes what it sells."""

    stations: Stations

    async def __call__(self, *, page: PageRequest) -> Slice[Station, str]:
        """Return this page of the stations, by name."""
        found = await self.stations.page(page)
        return page_of(found, lambda station: station.name, total=await self.stations.count(), request=page)
