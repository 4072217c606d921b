"""Reconcile the books."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, fields
from datetime import date

from application.kernel.access import ensure_manages
from application.reporting.add_up_takings import AddUpTakings
from application.reporting.day_reports import DayForm, DayReports
from application.reporting.ports import GroupedQuestion, Sales
from application.reporting.takings_ledger import TakingsLedger
from domain.billing.takings import NO_FIGURES, Difference, Figures
from domain.kernel.caller import Caller
from domain.kernel.money import Money
from domain.kernel.period import Period
from domain.reporting.sales import GroupBy, Sold


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Hold the books against each other: orders, their bills' entries and payments, reports, and closed days."""

    add_up: AddUpTakings
    sales: Sales
    ledger: TakingsLedger
    reports: DayReports
    form: DayForm

    async def __call__(self, *, caller: Caller, period: Period) -> list[Difference]:
        """Return what differs on these days. Raises `OnlyManagersManage` and `NotForTheKitchen`."""
        ensure_manages(caller)
        found = [
            Difference(f"order {order}", "its bill", "what its entries, payments and refunds add up to")
            for order in await self.ledger.unbalanced(period)
        ]
        found += [each async for each in self._of_groupings(period)]
        if closed := await self.reports.of(period):
            facts = (await self.add_up(period=period)).days
            for kept in closed:
                said = self.form.read(kept.content).takings.total
                found += _of_day(kept.day, said, facts.get(kept.day, NO_FIGURES))
        return found

    async def _of_groupings(self, period: Period) -> AsyncIterator[Difference]:
        questions = [GroupedQuestion(group_by=group_by, period=period) for group_by in GroupBy]
        first, *others = await self.sales.grouped(*questions)
        for question, answer in zip(questions[1:], others, strict=True):
            summed = sum((each.sold for each in answer.groups), Sold())
            for name in ("quantity", "revenue", "discounts", "refunds"):
                said, there = getattr(first.total, name), getattr(summed, name)
                if said != there:
                    yield Difference(f"{name} by {question.group_by}", _shown(said), _shown(there))


def _of_day(day: date, said: Figures, found: Figures) -> Iterator[Difference]:
    for each in fields(Figures):
        then, now = getattr(said, each.name), getattr(found, each.name)
        if then != now:
            yield Difference(f"{each.name} of {day}", _shown(then), _shown(now))


def _shown(value: Money | int) -> str:
    return str(value.minor if isinstance(value, Money) else value)
