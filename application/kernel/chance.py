"""The port of what nobody can guess."""

from abc import abstractmethod
from typing import Protocol


class Chance(Protocol):
    """What nobody can guess."""

    @abstractmethod
    def token(self) -> str:
        """Return a new text of 256 random bits, for machines."""

    @abstractmethod
    def code(self) -> str:
        """Return a new text of 80 random bits, for people to type."""
