"""What the calls about sections take and answer."""

from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.floor.section import Section
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from entrypoints.http.kernel.body import Body, Missing


class NameRequired(Invalid):
    """A section without a name."""

    says = "Name is required"


class SectionBody(Body, frozen=True):
    """A new section."""

    example: ClassVar = {"name": "Terrace"}

    name: Annotated[Name, Missing(NameRequired)]


class SectionChangeBody(Body, frozen=True):
    """What is to change about a section. What is absent or null stays."""

    example: ClassVar = {"name": "Terrace"}

    name: Name | None = None


class SectionView(msgspec.Struct, frozen=True):
    """A waiter's part of the floor."""

    id: UUID
    name: str

    @classmethod
    def of(cls, section: Section) -> Self:
        """Show a section."""
        return cls(section.id, section.name)


class SectionCreated(msgspec.Struct, frozen=True):
    """A new section."""

    message: str
    section: SectionView

    @classmethod
    def of(cls, section: Section) -> Self:
        """Show a new section."""
        return cls("Section created successfully", SectionView.of(section))


class SectionShown(msgspec.Struct, frozen=True):
    """A section."""

    section: SectionView


class SectionsListed(msgspec.Struct, frozen=True):
    """A page of the sections."""

    sections: list[SectionView]
    total: int | None
    pages: int | None
    current_page: int | None

    @classmethod
    def of(cls, found: Slice[Section, Any]) -> Self:
        """Show the page."""
        return cls([SectionView.of(each) for each in found.items], found.total, found.pages, found.number)


SECTION_EXAMPLE: Final = {"id": "01937b1e-7c00-7000-8000-000000000006", "name": "Terrace"}
