"""The stations, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, collate, func, select

from adapters.postgres.catalogue.tables import products, stations
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.rows import Values
from application.catalogue.ports import Stations
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.catalogue.station import Station, StationChanged, StationNotFound
from domain.kernel.ids import RestaurantId, StationId
from domain.kernel.names import Name

_OWN: Final = stations.c.restaurant_id == bindparam("restaurant")
_THIS: Final = (_OWN, stations.c.id == bindparam("station"))
_ONE: Final = select(stations).where(*_THIS)
_PAGE: Final = (
    select(stations)
    .where(_OWN)
    .order_by(collate(stations.c.name, "C"))
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT: Final = select(func.count()).where(_OWN)
_CHANGE: Final = update_of(stations).where(stations.c.version == bindparam("was"))
# Locked against products that come to be made there meanwhile, each of which refers to it.
_LOCK: Final = select(stations.c.id).where(*_THIS, stations.c.version == bindparam("was")).with_for_update()
_MAKE_NOTHING: Final = (
    products.update()
    .where(products.c.restaurant_id == bindparam("restaurant"), products.c.station_id == bindparam("station"))
    .values(station_id=None, version=products.c.version + 1)
)
_REMOVE: Final = stations.delete().where(*_THIS)


class PostgresStations(Stations):
    """Keeps one restaurant's stations in a table."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def get(self, station_id: StationId) -> Station:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "station": station_id}):
            return _station(row)
        raise StationNotFound

    async def page(self, page: PageRequest) -> Sequence[Station]:
        parameters = {"restaurant": self._restaurant, "limit": page.size, "offset": page.offset}
        return [_station(row) for row in await self._database.fetch(_PAGE, parameters)]

    async def count(self) -> int:
        return (await self._database.fetch(_COUNT, {"restaurant": self._restaurant}))[0][0]

    def add(self, station: Station) -> Change:
        return Writes({stations: [_row(self._restaurant, station)]})

    def change(self, station: Station) -> Change:
        values = new_values(stations, _row(self._restaurant, station))
        return Writes(run=[Run(_CHANGE, {**values, "was": station.version - 1}, StationChanged)])

    def remove(self, station: Station) -> Change:
        this = {"restaurant": self._restaurant, "station": station.id}
        lock = Run(_LOCK, {**this, "was": station.version}, StationChanged)
        return Writes(run=[lock, Run(_MAKE_NOTHING, this), Run(_REMOVE, this)])


def _row(restaurant: RestaurantId, station: Station) -> Values:
    return {"restaurant_id": restaurant, "id": station.id, "name": station.name, "version": station.version}


def _station(row: Row) -> Station:
    return Station(id=StationId(row.id), name=Name.kept(row.name), version=row.version)
