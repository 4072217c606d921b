"""Tables."""

from uuid import UUID

import pytest

from domain.floor.table import MOST_SEATS, InvalidSeats, Seats, Table
from domain.kernel.ids import SectionId, TableId
from domain.kernel.names import Name

TERRACE = SectionId(UUID(int=2))
SEVEN = Table(id=TableId(UUID(int=1)), name=Name("7"), section=TERRACE, seats=Seats(4))


def test_what_differs_makes_the_version_that_follows() -> None:
    eight, hall, two = Name("8"), SectionId(UUID(int=3)), Seats(2)

    after = SEVEN.changed(name=eight, section=hall, seats=two, is_open=False)

    assert after == Table(id=SEVEN.id, name=eight, section=hall, seats=two, is_open=False, version=2)
    assert SEVEN.is_open


def test_none_takes_section_and_seats_away() -> None:
    assert SEVEN.changed(section=None, seats=None) == Table(id=SEVEN.id, name=SEVEN.name, version=2)


def test_what_stays_as_it_is_makes_none() -> None:
    assert SEVEN.changed() is SEVEN
    assert SEVEN.changed(name=Name("7"), section=TERRACE, seats=Seats(4), is_open=True) is SEVEN


@pytest.mark.parametrize("number", [1, 4, MOST_SEATS, Seats(2)])
def test_seats_are_a_number_within_bounds(number: int) -> None:
    assert Seats(number) == number


@pytest.mark.parametrize("number", [0, -1, MOST_SEATS + 1, True])
def test_other_numbers_are_no_seats(number: int) -> None:
    with pytest.raises(InvalidSeats, match="from 1 to 1000"):
        _ = Seats(number)
