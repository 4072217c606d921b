"""Take down what is wanted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.kernel.access import Rights
from application.kernel.audit import Audit
from application.kernel.ids import Ids
from application.ordering.oddities import oddities
from application.ordering.ports import Catalogue, Listed, NewProduct
from application.ordering.steps import TakenDown
from domain.kernel.ids import LineId, OrderId, ProductId, WaiterId
from domain.ordering.line import HELD, Line, Progress, Sale, Wanted


@dataclass(frozen=True, slots=True)
class TakeDown:
    """Make lines of what is wanted: of products that are known, and of new ones, which join the catalogue."""

    catalogue: Catalogue
    audit: Audit
    rights: Rights
    ids: Ids

    def __call__(
        self,
        *,
        order: OrderId,
        wanted: Sequence[Wanted],
        known: Mapping[str, Listed],
        by: WaiterId,
        at: datetime,
        in_round: int = 1,
        sale: Sale | None = None,
    ) -> TakenDown:
        """Return the lines of an order, sent in this round unless they wait. `sale` is for those added to one later.

        `known` is what the catalogue has under the names wanted.
        """
        new = self._new(wanted, known, at)
        products = {name: listed.id for name, listed in known.items()} | {each.name: each.id for each in new}
        sent = Progress(round=in_round, sent_at=at)
        lines = tuple(
            Line(
                id=LineId(self.ids.new()),
                product=products[each.name],
                product_name=each.name,
                quantity=each.quantity,
                unit_price=each.price,
                course=each.course,
                seat=each.seat,
                note=each.note,
                progress=HELD if each.waits else sent,
                ordered_at=at if sale else None,
                sale=sale,
            )
            for each in wanted
        )
        changes = [*map(self.catalogue.join, new)]
        if self.rights.orders_are_watched:
            odd = oddities(order, lines, {each.id: each.price for each in known.values()}, by=by, at=at)
            about = lines[0].id if sale else order  # an order's id stands for what was placed
            changes += [self.audit.note_later(about, odd)] if odd else []
        return TakenDown(lines, changes)

    def _new(self, wanted: Sequence[Wanted], known: Collection[str], now: datetime) -> Sequence[NewProduct]:
        first = {each.name: each for each in reversed(wanted)}
        return [
            NewProduct(id=ProductId(self.ids.new()), name=name, price=each.price, added_at=now)
            for name, each in first.items()
            if name not in known
        ]
