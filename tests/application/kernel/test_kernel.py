"""What every use case shares: who may see whose work, and pages."""

from uuid import UUID

import pytest

from application.kernel.access import (
    NotForTheKitchen,
    OnlyManagersManage,
    OnlyManagersMay,
    Rights,
    ensure_manages,
    ensure_may_see,
    ensure_serves,
    may_see,
)
from application.kernel.pages import PageRequest, Slice, page_of, slice_of
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import WaiterId

ANA, BIA = WaiterId(UUID(int=1)), WaiterId(UUID(int=2))
COOK = Caller(id=WaiterId(UUID(int=3)), role=Role.KITCHEN)


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


@pytest.mark.parametrize("role", [Role.WAITER, Role.MANAGER])
def test_waiters_and_managers_serve(role: Role) -> None:
    ensure_serves(Caller(id=ANA, role=role))


@pytest.mark.parametrize("waiter", [COOK.id, ANA, None])
def test_the_kitchen_sees_nobodys_work_not_even_what_was_its_own(waiter: WaiterId | None) -> None:
    with pytest.raises(NotForTheKitchen, match="sees boards"):
        ensure_may_see(COOK, waiter)


@pytest.mark.parametrize("everybody_is_trusted", [True, False])
def test_the_kitchen_stays_the_kitchen_where_everybody_is_trusted(*, everybody_is_trusted: bool) -> None:
    rights = Rights(everybody_is_trusted=everybody_is_trusted)

    for ensure in (
        ensure_serves,
        ensure_manages,
        rights.ensure_may_change_catalogue,
        rights.ensure_may_change_restaurant,
        rights.ensure_may_list_staff,
        lambda cook: rights.may_look_up(cook, ANA),
    ):
        with pytest.raises(NotForTheKitchen):
            _ = ensure(COOK)
    assert rights.may_look_up(COOK, COOK.id)


def test_who_serves_manages_only_where_everybody_is_trusted() -> None:
    ana = Caller(id=ANA, role=Role.WAITER)

    Rights(everybody_is_trusted=True).ensure_may_list_staff(ana)
    with pytest.raises(OnlyManagersManage):
        Rights(everybody_is_trusted=False).ensure_may_list_staff(ana)


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
