"""Keep count of what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.product_news import availability_news
from application.kernel.unit_of_work import Change
from application.ordering.catalogue import Catalogue, Listed
from domain.kernel.ids import WaiterId
from domain.kernel.money import Currency


@dataclass(frozen=True, slots=True)
class KeepStock:
    """Take products from their stock or give them back, and tell of those that sell out or can be ordered again."""

    catalogue: Catalogue
    outbox: Outbox
    currency: Currency
    ids: Ids

    def __call__(self, *, by: Mapping[Listed, int], actor: WaiterId, at: datetime) -> Sequence[Change]:
        """Return the changes after which there are so many more, or fewer (below 0), of these products.

        Of products of which no stock is kept, there are none.
        """
        # In the order of their ids, so that no two commits wait for each other.
        counted = sorted((listed.id, listed, more) for listed, more in by.items() if listed.stock is not None)
        changes = [self.catalogue.restock(listed, more) for _, listed, more in counted]
        turned = [
            after
            for _, before, more in counted
            if (after := before.with_more(more)).can_be_ordered != before.can_be_ordered
        ]
        if turned:
            news = (availability_news(self.ids.new(), each, self.currency, at=at, actor=actor) for each in turned)
            changes.append(self.outbox.tell(*news))
        return changes
