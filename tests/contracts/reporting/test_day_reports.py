"""The contract of `DayReports`."""

from datetime import date

import pytest

from application.reporting.day_reports import ClosedMeanwhile
from domain.billing.day import KeptReport
from domain.kernel.period import ALWAYS, Period
from tests.contracts.worlds import NEXT_DOOR, Room, World


def a_report(number: int, day: int) -> KeptReport:
    return KeptReport(number=number, day=date(2026, 5, day), content=f'{{"ä": {day}}}'.encode(), seal=bytes([day]) * 32)


async def keep_reports(room: Room, *reports: KeptReport) -> None:
    for report in reports:
        await room.work.commit(None, room.day_reports.add(report))


async def test_reports_are_found_to_the_byte(world: World) -> None:
    room = world.room()
    assert await room.day_reports.last() is None
    first, second, third = a_report(1, 1), a_report(2, 3), a_report(3, 4)
    await keep_reports(room, first, second, third)
    assert await room.day_reports.find(first.day) == first
    assert await room.day_reports.find(date(2026, 5, 2)) is None
    assert await room.day_reports.last() == third
    assert await room.day_reports.of(Period(start=date(2026, 5, 2), end=date(2026, 5, 3))) == [second]
    assert await room.day_reports.of(ALWAYS) == [first, second, third]
    assert [each async for each in room.day_reports.all()] == [first, second, third]
    assert await world.room(NEXT_DOOR).day_reports.of(ALWAYS) == []


async def test_all_are_gone_through_however_many_there_are(world: World) -> None:
    room = world.room()
    several = [
        KeptReport(number=number, day=date.fromordinal(730_000 + number), content=b"{}", seal=bytes(32))
        for number in range(1, 203)
    ]
    await room.work.commit(None, *map(room.day_reports.add, several))
    assert [each async for each in room.day_reports.all()] == several


@pytest.mark.parametrize("another", [a_report(1, 2), a_report(2, 1)])
async def test_a_number_or_a_day_has_one_report(world: World, another: KeptReport) -> None:
    room = world.room()
    await keep_reports(room, a_report(1, 1))
    with pytest.raises(ClosedMeanwhile):
        await keep_reports(room, another)
    assert await room.day_reports.of(ALWAYS) == [a_report(1, 1)]
