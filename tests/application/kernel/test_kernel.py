"""What every use case shares: who may see whose work, and pages."""

from uuid import UUID

import pytest

from application.kernel.access import OnlyManagersMay, ensure_may_see, may_see
from application.kernel.pages import PageRequest, Slice, page_of, slice_of
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId

ANA, BIA = WaiterId(UUID(int=1)), WaiterId(UUID(int=2))


@pytest.mark.parametrize(
    ("role", "waiter", "allowed"),
    [
        (Role.WAITER, ANA, True),
        (Role.WAITER, BIA, False),
        (Role.WAITER, None, False),
        (Role.MANAGER, ANA, True),
        (Role.MANAGER, BIA, True),
        (Role.MANAGER, None, True),
    ],
)
def test_waiters_see_their_own_work_and_managers_everybodys(
    role: Role, waiter: WaiterId | None, *, allowed: bool
) -> None:
    assert may_see(Caller(id=ANA, role=role), waiter) is allowed


def test_who_may_not_see_is_refused() -> None:
    ensure_may_see(Caller(id=ANA, role=Role.WAITER), ANA)
    with pytest.raises(OnlyManagersMay, match="Only managers may see"):
        ensure_may_see(Caller(id=ANA, role=Role.WAITER), BIA)


@pytest.mark.parametrize(("total", "size", "pages"), [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (3, 1, 3)])
def test_a_list_has_as_many_pages_as_it_fills(total: int, size: int, pages: int) -> None:
    assert page_of((), str, total=total, request=PageRequest(1, size)).pages == pages


@pytest.mark.parametrize(
    ("items", "number", "last"), [([1, 2], 1, "2"), ([3, 4], 2, "4"), ([5], 3, None), ([], 4, None), ([], 1, None)]
)
def test_a_page_goes_on_after_its_last_item_unless_it_is_the_last_page(
    items: list[int], number: int, last: str | None
) -> None:
    assert page_of(items, str, total=5, request=PageRequest(number, 2)).last == last


def test_a_page_says_which_it_is_and_of_how_many() -> None:
    page = page_of([4, 5, 6], str, total=7, request=PageRequest(2, 3))

    assert page == Slice([4, 5, 6], "6", total=7, pages=3, number=2)


@pytest.mark.parametrize(
    ("found", "items", "last"), [([1, 2, 3], [1, 2], "2"), ([1, 2], [1, 2], None), ([1], [1], None), ([], [], None)]
)
def test_a_slice_is_all_but_the_one_that_shows_that_it_goes_on(
    found: list[int], items: list[int], last: str | None
) -> None:
    cut = slice_of(found, str, most=2)

    assert cut == Slice(items, last, total=None, pages=None, number=None)


@pytest.mark.parametrize(("number", "offset"), [(1, 0), (2, 25), (4, 75)])
def test_a_page_starts_after_those_before_it(number: int, offset: int) -> None:
    assert PageRequest(number, 25).offset == offset
