"""Orders with something on their account, for use cases that need that."""

from datetime import timedelta
from typing import Any

from application.ordering.close_order import CloseOrder
from application.ordering.give_discount import GiveDiscount
from application.ordering.pay_order import PayOrder
from application.reporting.close_day import CloseDay
from domain.billing.percent import Percent
from domain.kernel.money import Money
from domain.kernel.names import Name, Note
from tests.budget.beforehand import UseCases, a_new_order
from tests.budget.kitchen import BOSS, ORDER


async def a_discounted_order(kitchen: UseCases) -> dict[str, Any]:
    given = await a_new_order(kitchen)
    after = await (await kitchen.get(GiveDiscount))(**given, off=Percent.of(10), reason=Note("Regulars"))
    return {**given, "discount": after.account.discounts[0].id}


async def a_paid_order(kitchen: UseCases) -> dict[str, Any]:
    given = await a_new_order(kitchen)
    after = await (await kitchen.get(PayOrder))(**given, method=Name("card"), amount=Money(10))
    return {**given, "payment": after.account.payments[0].id}


async def a_part_paid(kitchen: UseCases) -> dict[str, Any]:
    return {name: each for name, each in (await a_paid_order(kitchen)).items() if name != "payment"}


async def a_closed_order(kitchen: UseCases) -> dict[str, Any]:
    given = await a_new_order(kitchen)
    _ = await (await kitchen.get(CloseOrder))(**given)
    return given


async def a_closed_day(kitchen: UseCases) -> dict[str, Any]:
    _ = await (await kitchen.get(CloseDay))(caller=BOSS.caller, day=ORDER.business_date - timedelta(days=1))
    return {"caller": BOSS.caller, "day": ORDER.business_date}
