"""Remove a station."""

from collections.abc import Collection
from dataclasses import dataclass

from application.catalogue.ports import Stations
from application.kernel.access import Rights
from application.kernel.unit_of_work import UnitOfWork
from application.kernel.versions import read_for_change
from domain.catalogue.station import StationChanged
from domain.kernel.caller import Caller
from domain.kernel.ids import StationId


@dataclass(frozen=True, slots=True)
class RemoveStation:
    """Take a station away."""

    stations: Stations
    rights: Rights
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, station: StationId, versions: Collection[int] | None = None) -> None:
        """Remove it. Where `versions` are given, only one of these is removed.

        Raises `OnlyManagersManage`, `Stale`, `StationNotFound` and `StationChanged`.
        """
        self.rights.ensure_may_change_catalogue(caller)
        async with read_for_change(lambda: self.stations.get(station), versions, StationChanged) as before:
            await self.work.commit(None, self.stations.remove(before))
