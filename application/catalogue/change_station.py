"""Change a station."""

from collections.abc import Collection
from dataclasses import dataclass

from application.catalogue.ports import Stations
from application.kernel.access import Rights
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.catalogue.station import Station, StationChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import StationId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class ChangeStation:
    """Rename a station."""

    stations: Stations
    rights: Rights
    work: UnitOfWork

    async def __call__(
        self, *, caller: Caller, station: StationId, versions: Collection[int] | None = None, name: Name | None = None
    ) -> Station:
        """Return the station that follows. Where `versions` are given, only one of these is changed.

        Raises `OnlyManagersManage`, `Stale`, `StationNotFound`, `StationNameTaken` and `StationChanged`.
        """
        self.rights.ensure_may_change_catalogue(caller)
        async with read_for_change(lambda: self.stations.get(station), versions, StationChanged) as before:
            after = before.changed(name=name)
            if after is before:
                await self.work.confirm()
                return after
            return await self.work.commit(after, self.stations.change(after))
