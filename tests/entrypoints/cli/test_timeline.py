"""An evening over so many minutes, by a clock that is moved; and where its guests sit."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from random import Random

import pytest

from entrypoints.cli.tables import Floor, Table, seat
from entrypoints.cli.timeline import Timeline, arrivals

CHANCE = Random(1)  # noqa: S311 - a fixed evening


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def now(self) -> float:
        """Return what it shows."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.seconds += seconds


def test_everybody_acts_when_it_is_time_until_the_last_guest_is_gone() -> None:
    clock, seen = Clock(), list[tuple[str, float]]()

    def scene(name: str, waits: Iterator[float] | Sequence[float]) -> Iterator[float]:
        for minutes in waits:
            seen.append((name, clock.seconds - 100))
            yield minutes
        seen.append((name, clock.seconds - 100))

    timeline = Timeline(10, clock.now, clock.sleep)  # of the 240 minutes of an evening: one takes 2.5 seconds
    timeline.play([(6.0, scene("late", [1.0])), (0.0, scene("early", [2.0]))], scene("cook", repeat(4.0)))

    assert seen == [
        ("cook", 0.0),
        ("early", 0.0),
        ("early", 5.0),
        ("cook", 10.0),
        ("late", 15.0),
        ("late", 17.5),
    ]


def test_what_takes_long_is_caught_up_with() -> None:
    clock = Clock()

    def slow() -> Iterator[float]:
        clock.seconds += 20
        yield 4.0
        clock.seconds += 1
        yield 8.0

    Timeline(10, clock.now, clock.sleep).play([(0.0, slow())], repeat(100.0))

    assert clock.seconds == 130


def test_guests_come_in_two_waves_and_early_enough_to_dine() -> None:
    came = arrivals(1_000, CHANCE)

    assert came == sorted(came)
    assert (min(came) >= 0, max(came) <= 160) == (True, True)
    around = [sum(at - 10 < each < at + 10 for each in came) for at in (30, 75, 120)]
    assert around[1] < min(around[0], around[2]) / 2


@pytest.mark.parametrize(("guests", "name"), [(1, "two"), (2, "two"), (3, "four"), (4, "four"), (5, "four")])
def test_guests_get_the_smallest_table_that_is_large_enough(guests: int, name: str) -> None:
    tables = [Table(each, seats, open=True, free=True) for each, seats in (("four", 4), ("two", 2))]

    found = seat(tables, guests, CHANCE)

    assert found is not None
    assert found.id == name


def test_a_table_whose_seats_nobody_counted_is_large_enough() -> None:
    tables = [Table("two", 2, open=True, free=True), Table("any", None, open=True, free=True)]

    assert seat(tables, 5, CHANCE) == tables[1]


def test_many_guests_get_the_largest_table_and_the_floor_is_full_until_somebody_leaves() -> None:
    floor = Floor([Table("four", 4, open=True, free=True), Table("two", 2, open=True, free=True)])
    first, second = floor.seat(8, CHANCE), floor.seat(8, CHANCE)

    assert (first and first.id, second and second.id) == ("four", "two")
    assert floor.seat(1, CHANCE) is None
    floor.leave(None)
    floor.leave(first)
    assert floor.seat(1, CHANCE) == first
