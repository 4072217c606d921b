"""Show a station."""

from dataclasses import dataclass

from application.catalogue.ports import Stations
from domain.catalogue.station import Station
from domain.kernel.ids import StationId


@dataclass(frozen=True, slots=True)
class ShowStation:
    """Look a station up."""

    stations: Stations

    async def __call__(self, *, station: StationId) -> Station:
        """Return the station, or raise `StationNotFound`."""
        return await self.stations.get(station)
