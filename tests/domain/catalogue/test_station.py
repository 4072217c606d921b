"""Stations."""

from uuid import UUID

from domain.catalogue.station import Station
from domain.kernel.ids import StationId
from domain.kernel.names import Name

BAR = Station(id=StationId(UUID(int=1)), name=Name("Bar"))


def test_a_new_name_makes_the_version_that_follows() -> None:
    assert BAR.changed(name=Name("Grill")) == Station(id=BAR.id, name=Name("Grill"), version=2)
    assert BAR.name == "Bar"


def test_what_stays_as_it_is_makes_none() -> None:
    assert BAR.changed() is BAR
    assert BAR.changed(name=Name("Bar")) is BAR
