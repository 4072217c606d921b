"""The port of quotes, as clients carry them."""

from abc import abstractmethod
from typing import Protocol

from domain.ordering.quote import Quote


class Quotes(Protocol):
    """Quotes as texts that nobody else can make: nothing is kept of them."""

    @abstractmethod
    def written(self, quote: Quote) -> str:
        """Return the text of a quote."""

    @abstractmethod
    def read(self, text: str) -> Quote:
        """Return the quote that was written so, in this restaurant, or raise `QuoteInvalid`. It may have expired."""
