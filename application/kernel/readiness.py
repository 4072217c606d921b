"""Readiness, as a port: whether what the program depends on is there."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Final, Protocol

DESERTED: Final = "There is no restaurant: start the program anew, or run `make migrate`"
"""What is missing where the last one was forgotten."""


class Readiness(Protocol):
    """Looks at everything a request could need."""

    @abstractmethod
    async def missing(self) -> Sequence[str]:
        """Return one sentence for each thing that is missing; nothing when all is well. Never raises."""
