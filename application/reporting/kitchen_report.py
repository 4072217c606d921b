"""The kitchen report."""

from dataclasses import dataclass

from application.kernel.access import ensure_manages
from application.reporting.kitchen_timings import GroupedTimes, KitchenTimings
from domain.kernel.caller import Caller
from domain.kernel.period import Period
from domain.reporting.kitchen_times import KitchenGroupBy


@dataclass(frozen=True, slots=True)
class KitchenReport:
    """How long guests waited for the kitchen, and what was ready for the waiters: for managers."""

    timings: KitchenTimings

    async def __call__(self, *, caller: Caller, group_by: KitchenGroupBy, period: Period) -> GroupedTimes:
        """Return the times until now, exactly, or raise `OnlyManagersManage` or `NotForTheKitchen`."""
        ensure_manages(caller)
        return await self.timings.grouped(group_by=group_by, period=period)
