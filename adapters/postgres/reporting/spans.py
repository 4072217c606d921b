"""Dividing a range of business days into whole months, and the days before and after them."""

from calendar import monthrange
from datetime import date
from typing import Final

from adapters.postgres.kernel.statements import Parameters
from domain.kernel.period import Period

RANGES: Final = (
    ("month", "first_month", "last_month"),
    ("day", "before_from", "before_to"),
    ("day", "after_from", "after_to"),
)
"""The span of each range, and the parameters of its first and last `starts_on`. An empty one ends before it starts."""

Range = tuple[date, date]
_NONE: Final[Range] = (date.max, date.min)


def spans(period: Period) -> Parameters:
    """Return the parameters of `sold`'s subqueries: each day of the period is in exactly one of the `RANGES`."""
    start, end = period.start or date.min, period.end or date.max
    ranges = _ranges(start, end) if start <= end else (_NONE, _NONE, _NONE)
    parameters = {"start": start, "end": end}
    for (_, *names), days in zip(RANGES, ranges, strict=True):
        parameters |= zip(names, days, strict=True)
    return parameters


def _ranges(start: date, end: date) -> tuple[Range, Range, Range]:
    """Return the first days of the first and last whole month, the days before them, and the days after."""
    first = _month(start) + (start.day > 1)
    last = _month(end) - (end < _last_day(end))
    if first > last:
        return _NONE, (start, end), _NONE
    before = (start, _last_day(start)) if start.day > 1 else _NONE
    after = (end.replace(day=1), end) if end < _last_day(end) else _NONE
    return (_first_day(first), _first_day(last)), before, after


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
