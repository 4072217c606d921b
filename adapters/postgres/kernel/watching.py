"""The hook by which metrics hear of batches and connections."""

from typing import Protocol


class Watch(Protocol):
    """Is called on the event loop, so it must not wait."""

    def batch(self, what: str, size: int, waited: float) -> None:
        """Hear of a batch that starts: its kind, its number of items, and for how many seconds the first has waited."""

    def connections(self, more: int) -> None:
        """Hear by how much the number of lent connections has grown; negative where it fell."""
