"""What the calls about stations take and answer."""

from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.catalogue.station import Station
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from entrypoints.http.kernel.body import Body, Missing


class NameRequired(Invalid):
    """A station without a name."""

    says = "Name is required"


class StationBody(Body, frozen=True):
    """A new station."""

    example: ClassVar = {"name": "Bar"}

    name: Annotated[Name, Missing(NameRequired)]


class StationChangeBody(Body, frozen=True):
    """What is to change about a station. What is absent or null stays."""

    example: ClassVar = {"name": "Bar"}

    name: Name | None = None


class StationView(msgspec.Struct, frozen=True):
    """Where products are made."""

    id: UUID
    name: str

    @classmethod
    def of(cls, station: Station) -> Self:
        """Show a station."""
        return cls(station.id, station.name)


class StationCreated(msgspec.Struct, frozen=True):
    """A new station."""

    message: str
    station: StationView

    @classmethod
    def of(cls, station: Station) -> Self:
        """Show a new station."""
        return cls("Station created successfully", StationView.of(station))


class StationShown(msgspec.Struct, frozen=True):
    """A station."""

    station: StationView


class StationsListed(msgspec.Struct, frozen=True):
    """A page of the stations."""

    stations: list[StationView]
    total: int | None
    pages: int | None
    current_page: int | None

    @classmethod
    def of(cls, found: Slice[Station, Any]) -> Self:
        """Show the page."""
        return cls([StationView.of(each) for each in found.items], found.total, found.pages, found.number)


STATION_EXAMPLE: Final = {"id": "01937b1e-7c00-7000-8000-000000000005", "name": "Bar"}
