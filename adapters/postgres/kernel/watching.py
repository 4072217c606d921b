"""Who looks on: what the way to PostgreSQL tells of itself, to whoever wants to know."""

from typing import Protocol


class Watch(Protocol):
    """Is told what happens. It has to be quick."""

    def batch(self, what: str, size: int, waited: float) -> None:
        """Hear of a batch that goes out, and for how many seconds the first of it has waited."""

    def connections(self, more: int) -> None:
        """Hear how many connections more are lent: of any pool, and fewer where it is negative."""
