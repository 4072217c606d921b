"""How much is added up at once."""

import pytest

from domain.kernel.errors import Unavailable
from domain.reporting.pace import Pace


def test_it_begins_with_four_thousand_lines_and_never_takes_more() -> None:
    pace = Pace()
    for _ in range(30):
        assert pace.lines == 4_000
        pace = pace.after_it_was_in_time()


@pytest.mark.parametrize(("before", "after"), [(4_000, 1_000), (1_000, 250), (7, 1), (4, 1), (3, 1), (2, 1)])
def test_after_too_much_a_quarter_is_tried(before: int, after: int) -> None:
    assert Pace(before, in_time=9).after_it_was_too_much() == Pace(after)


def test_where_one_line_is_too_much_there_is_nothing_left_to_try() -> None:
    with pytest.raises(Unavailable):
        _ = Pace(1).after_it_was_too_much()


@pytest.mark.parametrize(("lines", "twice"), [(1, 2), (1_999, 3_998), (2_001, 4_000)])
def test_after_ten_in_time_twice_as_much_is_tried(lines: int, twice: int) -> None:
    pace, tried = Pace(lines), list[int]()
    for _ in range(10):
        tried.append(pace.lines)
        pace = pace.after_it_was_in_time()
    assert tried == [lines] * 10
    assert pace == Pace(twice)
