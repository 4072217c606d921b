"""What the report of a business day looks like: in answers, and as it is kept, to the byte."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Self
from uuid import UUID

import msgspec

from domain.billing.charges import Tax
from domain.billing.day import CarriedOver, Closing, DayReport, OpenOrder
from domain.billing.method import PaymentKind
from domain.billing.percent import Percent
from domain.billing.takings import Figures, Method, Server, Takings, Taxed
from domain.kernel.ids import OrderId, WaiterId
from domain.kernel.money import Currency
from entrypoints.http.reporting.figures import FiguresView, minor_units


class TaxOfDay(msgspec.Struct, frozen=True):
    """What was sold at a tax rate, and the tax on it."""

    category: str
    name: str
    percent: Decimal
    included: bool
    base: Decimal
    amount: Decimal

    @classmethod
    def of(cls, tax: Tax, taxed: Taxed, currency: Currency) -> Self:
        """Show a rate."""
        base, amount = currency.amount(taxed.base), currency.amount(taxed.tax)
        return cls(tax.category, tax.name, tax.percent.number, tax.included, base, amount)

    def taxed(self, currency: Currency) -> tuple[Tax, Taxed]:
        """Return what is shown."""
        tax = Tax(self.category, self.name, Percent.of(self.percent), self.included)
        return tax, Taxed(minor_units(self.base, currency), minor_units(self.amount, currency))


class MethodOfDay(msgspec.Struct, frozen=True):
    """What was paid in one way, and given back."""

    method: str
    kind: PaymentKind
    payments: Decimal
    tips: Decimal
    rounding: Decimal
    refunds: Decimal

    @classmethod
    def of(cls, method: Method, figures: Figures, currency: Currency) -> Self:
        """Show a way to pay."""
        amounts = (figures.payments, figures.tips, figures.rounding, figures.refunds)
        return cls(method.name, method.kind, *map(currency.amount, amounts))

    def taken(self, currency: Currency) -> tuple[Method, Figures]:
        """Return what is shown."""
        figures = Figures(
            payments=minor_units(self.payments, currency),
            tips=minor_units(self.tips, currency),
            rounding=minor_units(self.rounding, currency),
            refunds=minor_units(self.refunds, currency),
        )
        return Method(self.method, self.kind), figures


class WaiterOfDay(msgspec.Struct, frozen=True):
    """What somebody sold, and what they took."""

    id: UUID
    name: str
    figures: FiguresView


class OpenOrderView(msgspec.Struct, frozen=True):
    """An order that was open, or not paid, when its day was closed."""

    id: UUID
    number: int | None
    customer_name: str
    date: date
    total: Decimal
    paid: Decimal
    due: Decimal

    @classmethod
    def of(cls, order: OpenOrder, currency: Currency) -> Self:
        """Show an order."""
        amounts = map(currency.amount, (order.total, order.paid, order.due))
        return cls(order.id, order.number, order.customer, order.business_date, *amounts)

    def order(self, currency: Currency) -> OpenOrder:
        """Return what is shown."""
        return OpenOrder(
            id=OrderId(self.id),
            number=self.number,
            customer=self.customer_name,
            business_date=self.date,
            total=minor_units(self.total, currency),
            paid=minor_units(self.paid, currency),
        )


class CarriedOverView(msgspec.Struct, frozen=True):
    """How many orders are carried over to the next day, what is due of them, and the newest of them."""

    orders: int
    due: Decimal
    newest: list[OpenOrderView]


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """What happened on a business day: until now (the X report), or, where it is closed, for good (the Z report).

    Closed days are numbered; `after` is the seal of the one before, in hexadecimal digits.
    """

    date: date
    status: Literal["open", "closed"]
    currency: str
    number: int | None
    closed_at: datetime | None
    closed_by: UUID | None
    after: str | None
    figures: FiguresView
    taxes: list[TaxOfDay]
    methods: list[MethodOfDay]
    waiters: list[WaiterOfDay]
    carried_over: CarriedOverView

    @classmethod
    def of(cls, report: DayReport, currency: Currency) -> Self:
        """Show a report; everything in an order that follows from it."""
        takings, closing, over = report.takings, report.closing, report.carried_over
        taxes = [TaxOfDay.of(*each, currency) for each in takings.taxes.items()]
        methods = [MethodOfDay.of(*each, currency) for each in takings.methods.items()]
        waiters = [
            WaiterOfDay(each.id, each.name, FiguresView.of(figures, currency))
            for each, figures in takings.waiters.items()
        ]
        return cls(
            date=report.day,
            status="open" if closing is None else "closed",
            currency=currency.code,
            number=closing and closing.number,
            closed_at=closing and closing.at,
            closed_by=closing and closing.by,
            after=closing and closing.after.hex(),
            figures=FiguresView.of(takings.total, currency),
            taxes=sorted(taxes, key=lambda each: (each.category, each.name, each.percent, each.included)),
            methods=sorted(methods, key=lambda each: (each.method, each.kind)),
            waiters=sorted(waiters, key=lambda each: (each.name, each.id)),
            carried_over=CarriedOverView(
                over.orders, currency.amount(over.due), [OpenOrderView.of(each, currency) for each in over.newest]
            ),
        )

    def report(self) -> DayReport:
        """Return what is shown."""
        currency = Currency.of(self.currency)
        return DayReport(
            day=self.date,
            takings=Takings(
                days={self.date: self.figures.figures(currency)},
                waiters={Server(WaiterId(each.id), each.name): each.figures.figures(currency) for each in self.waiters},
                methods=dict(each.taken(currency) for each in self.methods),
                taxes=dict(each.taxed(currency) for each in self.taxes),
            ),
            carried_over=CarriedOver(
                self.carried_over.orders,
                minor_units(self.carried_over.due, currency),
                tuple(each.order(currency) for each in self.carried_over.newest),
            ),
            closing=self._closing(),
        )

    def _closing(self) -> Closing | None:
        if self.number is None or self.closed_at is None or self.closed_by is None or self.after is None:
            return None
        return Closing(
            number=self.number, at=self.closed_at, by=WaiterId(self.closed_by), after=bytes.fromhex(self.after)
        )


class DayShown(msgspec.Struct, frozen=True):
    """A business day."""

    day: DayView
