"""What was taken, on PostgreSQL."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.entry_rows import tax_of
from adapters.postgres.reporting import balances, taken
from application.reporting.takings_ledger import TakingsLedger
from domain.billing.charges import Tax
from domain.billing.day import CarriedOver, OpenOrder
from domain.billing.method import PaymentKind
from domain.billing.takings import Figures, Method, Server, Takings, Taxed
from domain.kernel.ids import OrderId, RestaurantId, WaiterId
from domain.kernel.money import Money
from domain.kernel.period import Period

Key = TypeVar("Key", bound=Hashable)


class PostgresTakingsLedger(TakingsLedger):
    """Adds up the rows of one restaurant's days: what is on its bills, and what was paid and given back."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def beside_sales(self, period: Period) -> Takings:
        whose = self._parameters(period)
        asked = (taken.BILLED, taken.PAID, taken.UNROUNDED, taken.REFUNDED, taken.VOIDED)
        answers = await self._database.fetch_in_snapshot([(each, whose) for each in asked])
        billed, paid, unrounded, refunded, voided = answers
        money = [*_figures(paid), *_figures(unrounded)]
        figures = [*_figures(billed), *money, *_figures(voided)]
        return Takings(
            days=_by(figures, lambda row: row.business_date),
            waiters=_by(figures, lambda row: Server(WaiterId(row.user_id), row.user_name)),
            methods=_by([*money, *_figures(refunded)], lambda row: Method(row.method, PaymentKind(row.kind))),
            taxes=_taxes(billed),
        )

    async def carried_over(self, *, since: date, day: date, most: int) -> CarriedOver:
        rows = await self._database.fetch(
            balances.CARRIED_OVER, {"restaurant": self._restaurant, "since": since, "day": day, "limit": most}
        )
        if not rows:
            return CarriedOver(0, Money(0), ())
        return CarriedOver(rows[0].orders, Money(int(rows[0].due)), tuple(map(_open_order, rows)))

    async def unbalanced(self, period: Period) -> Collection[OrderId]:
        return [OrderId(row.id) for row in await self._database.fetch(balances.UNBALANCED, self._parameters(period))]

    def _parameters(self, period: Period) -> Mapping[str, object]:
        return {"restaurant": self._restaurant, "start": period.start or date.min, "end": period.end or date.max}


def _figures(rows: Sequence[Row]) -> Iterable[tuple[Row, Figures]]:
    for row in rows:
        amounts: dict[str, Any] = {name: Money(int(row[name])) for name in taken.AMOUNTS if name in row}
        yield row, Figures(**amounts)


def _by(figures: Iterable[tuple[Row, Figures]], key: Callable[[Any], Key]) -> Mapping[Key, Figures]:
    found: defaultdict[Key, Figures] = defaultdict(Figures)
    for row, each in figures:
        found[key(row)] += each
    return dict(found)


def _taxes(billed: Sequence[Row]) -> Mapping[Tax, Taxed]:
    found: defaultdict[Tax, Taxed] = defaultdict(Taxed)
    for row in billed:
        if (tax := tax_of(row)) is not None:
            found[tax] += Taxed(Money(int(row.taxable)), Money(int(row.tax)))
    return dict(found)


def _open_order(row: Row) -> OpenOrder:
    return OpenOrder(
        id=OrderId(row.id),
        number=row.number,
        customer=row.customer_name,
        business_date=row.business_date,
        total=Money(int(row.total)),
        paid=Money(int(row.paid)),
    )
