"""The sales report: who may ask, and that every question is answered."""

import pytest

from adapters.memory.reporting.sales import MemorySales
from application.kernel.access import OnlyManagersMay
from application.reporting.ports import GroupedQuestion
from application.reporting.sales_report import SalesReport
from domain.kernel.caller import Role
from domain.kernel.money import Money
from domain.kernel.names import Name
from domain.reporting.sales import GroupBy
from tests.application.conftest import House, wanted


async def test_every_question_is_answered_in_its_turn(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    boss = await house.register(email="boss@example.com", name=Name("Boss"), role=Role.MANAGER)
    _ = await house.place(caller=ana.caller, customer=Name("Smith"), wanted=[wanted("Coffee", 250, 2)])
    _ = await house.place(caller=boss.caller, customer=Name("Smith"), wanted=[wanted("Coffee", 100)])
    report = SalesReport(MemorySales(house.store, house.restaurant.id))
    hers, everybodys = GroupedQuestion(group_by=GroupBy.DAY, waiter=ana.id), GroupedQuestion(group_by=GroupBy.WAITER)

    mine, all_of_it = await report(hers, everybodys, caller=boss.caller)
    assert (mine.total.revenue, [group.name for group in mine.groups]) == (Money(500), [None])
    assert (all_of_it.total.revenue, [group.name for group in all_of_it.groups]) == (Money(600), ["Ana", "Boss"])
    assert await report(hers, caller=ana.caller) == [mine]


async def test_one_question_too_many_is_refused(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"))
    report = SalesReport(MemorySales(house.store, house.restaurant.id))
    hers, everybodys = GroupedQuestion(group_by=GroupBy.DAY, waiter=ana.id), GroupedQuestion(group_by=GroupBy.DAY)

    for questions in ([everybodys], [hers, everybodys]):
        with pytest.raises(OnlyManagersMay):
            _ = await report(*questions, caller=ana.caller)
