"""A waiter's part of the floor."""

from dataclasses import dataclass, replace

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import SectionId
from domain.kernel.names import Name


class SectionNotFound(NotFound):
    """The restaurant has no such section."""

    says = "Section not found"


class SectionNameTaken(Conflict):
    """The restaurant has a section of this name already."""

    says = "Section name already exists"


class SectionChanged(Conflict):
    """Somebody else changed the section since it was read."""

    says = "The section was changed in the meantime; read it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A waiter's part of the floor. Never changes: each change returns the section that follows."""

    id: SectionId
    name: Name
    version: int = 1

    def changed(self, *, name: Name | None = None) -> "Section":
        """Return the section with what is given, or itself where nothing differs."""
        following = replace(self, name=self.name if name is None else name)
        return self if following == self else replace(following, version=self.version + 1)
