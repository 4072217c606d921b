"""Where products are made."""

from dataclasses import dataclass, replace

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import StationId
from domain.kernel.names import Name


class StationNotFound(NotFound):
    """The restaurant has no such station."""

    says = "Station not found"


class StationNameTaken(Conflict):
    """The restaurant has a station of this name already."""

    says = "Station name already exists"


class StationChanged(Conflict):
    """Somebody else changed the station since it was read."""

    says = "The station was changed in the meantime; read it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """Where products are made: bar, grill, pastry. Never changes: each change returns the station that follows."""

    id: StationId
    name: Name
    version: int = 1

    def changed(self, *, name: Name | None = None) -> "Station":
        """Return the station with what is given, or itself where nothing differs."""
        following = replace(self, name=self.name if name is None else name)
        return self if following == self else replace(following, version=self.version + 1)
