"""New ids, as a port."""

from abc import abstractmethod
from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    """Makes ids that nobody has."""

    @abstractmethod
    def new(self) -> UUID:
        """Return an id that sorts after those made before it."""
