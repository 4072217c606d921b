"""The port of what nobody can guess."""

from abc import abstractmethod
from typing import Protocol

from domain.access.secret import Code


class Chance(Protocol):
    """What nobody can guess."""

    @abstractmethod
    def token(self) -> str:
        """Return a new text of 256 random bits, for machines."""

    @abstractmethod
    def code(self) -> Code:
        """Return a new code of 80 random bits."""
