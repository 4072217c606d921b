"""How much is rolled up at once: what does not fit comes back smaller, and what was counted stays counted."""

from collections.abc import Callable

import pytest

from adapters.memory.reporting.rollups import MemoryRollups
from application.reporting.ports import RolledUp, Rollups, TooMuchAtOnce
from application.reporting.roll_up_sales import RollUpSales
from domain.kernel.errors import Unavailable


class Slow(Rollups):
    """Rollups of a database that counts so many lines in time at each try. Orders have a line each."""

    def __init__(self, left: int, can: Callable[[int], int]) -> None:
        self.left = left
        self.can = can
        self.tried: list[int] = []

    async def roll_up(self, *, most: int) -> RolledUp:
        self.tried.append(most)
        if min(most, self.left) > self.can(len(self.tried)):
            raise TooMuchAtOnce
        taken = min(most, self.left)
        self.left -= taken
        return RolledUp(taken, more=self.left > 0)

    async def differences(self) -> int:
        return 0

    async def rebuild(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("most", [1, 7, 100, 1000, 100_000])
async def test_the_queue_drains_however_little_fits(most: int) -> None:
    slow = Slow(3_000, lambda _: most)
    assert await RollUpSales(slow)() == 3_000
    assert slow.left == 0
    assert sum(tried > most for tried in slow.tried) <= 6 + len(slow.tried) / 10


async def test_after_a_slow_while_as_much_as_before_is_counted_at_once() -> None:
    slow = Slow(200_000, lambda tries: 4_000 if tries > 20 else 10)
    assert await RollUpSales(slow)() == 200_000
    assert slow.tried[20] < 100
    assert slow.tried[-1] == 4_000


async def test_where_not_even_one_order_fits_the_database_is_as_good_as_away() -> None:
    slow = Slow(4_010, lambda tries: 0 if tries > 1 else 4_000)
    with pytest.raises(Unavailable):
        _ = await RollUpSales(slow)()
    assert (slow.left, slow.tried[-1]) == (10, 1)  # what was counted before stays counted


async def test_where_sums_are_made_when_they_are_asked_for_nothing_is_counted_ahead() -> None:
    assert await RollUpSales(MemoryRollups())() == 0
