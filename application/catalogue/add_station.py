"""Add a station."""

from dataclasses import dataclass

from application.catalogue.ports import Stations
from application.kernel.access import Rights
from application.kernel.answers import Answers, Sent
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from domain.catalogue.station import Station
from domain.kernel.caller import Caller
from domain.kernel.ids import StationId
from domain.kernel.names import Name


@dataclass(frozen=True, slots=True)
class AddStation:
    """Say where products are made."""

    stations: Stations
    answers: Answers
    rights: Rights
    clock: Clock
    ids: Ids
    work: UnitOfWork

    async def __call__(self, *, caller: Caller, name: Name, sent: Sent | None = None) -> Station:
        """Return the new station. Raises `OnlyManagersManage` and `StationNameTaken`.

        Raises `AnsweredMeanwhile` when what was `sent` was sent twice at once.
        """
        self.rights.ensure_may_change_catalogue(caller)
        station = Station(id=StationId(self.ids.new()), name=name)
        answer = self.answers.keep(sent, station, at=self.clock.now())
        return await self.work.commit(station, self.stations.add(station), answer)
