"""How long the kitchen took, in memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from adapters.memory.kernel.store import MemoryStore
from application.reporting.kitchen_timings import GroupedTimes, KitchenTimings
from domain.kernel.ids import RestaurantId
from domain.kernel.period import Period
from domain.ordering.line import Line
from domain.ordering.order import Order
from domain.reporting.kitchen_times import KitchenGroup, KitchenGroupBy, KitchenTimes, Spread

_Key = tuple[Any, str | None]


class MemoryKitchenTimings(KitchenTimings):
    """Looks at one restaurant's lines, one by one."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._shelf = store.shelves[restaurant]

    async def grouped(self, *, group_by: KitchenGroupBy, period: Period) -> GroupedTimes:
        groups = defaultdict[_Key, list[Line]](list)
        for order in self._shelf.orders.values():
            for line in order.lines if order.business_date in period else ():
                timed = line.progress.sent_at and (line.progress.started_at or line.progress.ready_at)
                if timed and line.quantity > line.moved:
                    groups[self._key(order, line, group_by)].append(line)
        found = [KitchenGroup(key=key, name=name, times=_times(lines)) for (key, name), lines in groups.items()]
        in_all = [line for lines in groups.values() for line in lines]
        return GroupedTimes(sorted(found, key=_place), _times(in_all))

    def _key(self, order: Order, line: Line, group_by: KitchenGroupBy) -> _Key:
        match group_by:
            case KitchenGroupBy.HOUR:
                return order.sale_of(line).local_hour, None
            case KitchenGroupBy.PRODUCT:
                return line.product, self._shelf.products[line.product].name
            case KitchenGroupBy.STATION:
                station = self._shelf.stations.get(line.station) if line.station else None
                return (station.id, station.name) if station else (None, None)


def _place(group: KitchenGroup) -> tuple[Any, ...]:
    return group.key is None, group.name or "", group.key


def _times(lines: Sequence[Line]) -> KitchenTimes:
    all_of = [line.progress for line in lines]
    return KitchenTimes(
        waiting=_spread((each.sent_at, each.started_at or each.ready_at) for each in all_of),
        making=_spread((each.started_at, each.ready_at) for each in all_of),
        at_pass=_spread((each.ready_at, each.served_at) for each in all_of),
    )


def _spread(times: Iterable[tuple[datetime | None, datetime | None]]) -> Spread:
    return Spread.of([max((end - start) // timedelta(seconds=1), 0) for start, end in times if start and end])
