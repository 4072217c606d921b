"""Sections."""

from uuid import UUID

from domain.floor.section import Section
from domain.kernel.ids import SectionId
from domain.kernel.names import Name

TERRACE = Section(id=SectionId(UUID(int=1)), name=Name("Terrace"))


def test_a_new_name_makes_the_version_that_follows() -> None:
    assert TERRACE.changed(name=Name("Hall")) == Section(id=TERRACE.id, name=Name("Hall"), version=2)
    assert TERRACE.name == "Terrace"


def test_what_stays_as_it_is_makes_none() -> None:
    assert TERRACE.changed() is TERRACE
    assert TERRACE.changed(name=Name("Terrace")) is TERRACE
