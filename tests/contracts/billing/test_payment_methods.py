"""The contract of `PaymentMethods`."""

import pytest

from application.kernel.pages import PageRequest
from domain.billing.method import (
    FIRST_METHODS,
    PaymentKind,
    PaymentMethod,
    PaymentMethodChanged,
    PaymentMethodNameTaken,
    PaymentMethodNotFound,
    PaymentMethodUnknown,
)
from domain.kernel.names import Name
from tests.contracts.things import a_payment_method, keep, kept
from tests.contracts.worlds import NEXT_DOOR, Room, World

EVERYTHING = PageRequest(number=1, size=100)
CARD, CASH = FIRST_METHODS


async def names(room: Room, page: PageRequest = EVERYTHING) -> list[str]:
    return [method.name for method in await room.payment_methods.page(page)]


async def change(room: Room, method: PaymentMethod) -> None:
    await room.work.commit(None, room.payment_methods.change(method))


async def test_cash_and_card_are_there_from_the_beginning(world: World) -> None:
    methods = world.room().payment_methods
    assert [*await methods.page(EVERYTHING)] == [CARD, CASH]
    assert await methods.count() == 2
    for each in (CARD, CASH):
        assert await methods.get(each.id) == await methods.named(each.name) == each
    assert (CARD.kind, CASH.kind) == (PaymentKind.CARD, PaymentKind.CASH)
    with pytest.raises(PaymentMethodUnknown):
        _ = await methods.named("Cash")
    assert await names(world.room(), PageRequest(number=2, size=1)) == ["cash"]
    assert await names(world.room(), PageRequest(number=2, size=2)) == []


async def test_a_payment_method_comes_back_as_it_was_kept_beside_cash_and_card(world: World) -> None:
    voucher = a_payment_method("Voucher")
    room = await kept(world, voucher)
    assert await room.payment_methods.get(voucher.id) == await room.payment_methods.named("Voucher") == voucher
    assert (await names(room), await room.payment_methods.count()) == (["Voucher", "card", "cash"], 3)
    assert await names(room, PageRequest(number=2, size=2)) == ["cash"]
    assert await names(room, PageRequest(number=3, size=2)) == []
    for each in (CARD, CASH):
        assert await room.payment_methods.get(each.id) == await room.payment_methods.named(each.name) == each


async def test_what_is_there_from_the_beginning_is_changed_like_others(world: World) -> None:
    room, bar = world.room(), CASH.changed(name=Name("Bar"))
    await change(room, bar)
    room = world.room()
    assert await room.payment_methods.get(CASH.id) == await room.payment_methods.named("Bar") == bar
    with pytest.raises(PaymentMethodUnknown):
        _ = await room.payment_methods.named("cash")
    with pytest.raises(PaymentMethodChanged):
        await change(room, CASH.changed(active=False))
    await change(room, CARD.changed(active=False))
    assert await room.payment_methods.named("card") == CARD.changed(active=False)
    await keep(room, a_payment_method("cash"))
    assert await names(room) == ["Bar", "card", "cash"]


async def test_a_name_taken_is_refused_at_commit(world: World) -> None:
    room = world.room()
    with pytest.raises(PaymentMethodNameTaken):
        await keep(room, a_payment_method("cash"))
    with pytest.raises(PaymentMethodNameTaken):
        await change(room, CASH.changed(name=Name("card")))
    assert await names(world.room()) == ["card", "cash"]
    voucher = a_payment_method("Voucher")
    await keep(room, voucher)
    for step in (keep(room, a_payment_method("Voucher")), change(room, voucher.changed(name=Name("card")))):
        with pytest.raises(PaymentMethodNameTaken):
            await step


async def test_what_is_not_there_is_not_found_and_not_changed(world: World) -> None:
    room, nowhere = world.room(), a_payment_method()
    for _ in "before and after there is one":
        with pytest.raises(PaymentMethodNotFound):
            _ = await room.payment_methods.get(nowhere.id)
        with pytest.raises(PaymentMethodUnknown):
            _ = await room.payment_methods.named(nowhere.name)
        with pytest.raises(PaymentMethodChanged):
            await change(room, nowhere.changed(active=False))
        await keep(room, a_payment_method(f"Voucher {await room.payment_methods.count()}"))


async def test_of_another_version_nothing_is_changed(world: World) -> None:
    voucher = a_payment_method()
    room = await kept(world, voucher)
    after = voucher.changed(active=False)
    await change(room, after)
    with pytest.raises(PaymentMethodChanged):
        await change(room, voucher.changed(name=Name("Token")))
    assert await room.payment_methods.get(voucher.id) == after


async def test_what_is_not_committed_is_not_there(world: World) -> None:
    methods = world.room().payment_methods
    _ = methods.add(a_payment_method()), methods.change(CASH.changed(active=False))
    assert await names(world.room()) == ["card", "cash"]


async def test_methods_next_door_are_not_seen_and_not_in_the_way(world: World) -> None:
    theirs = a_payment_method("Voucher")
    await keep(world.room(NEXT_DOOR), theirs)
    await change(world.room(NEXT_DOOR), CASH.changed(active=False))
    room = world.room()
    assert (await names(room), await room.payment_methods.get(CASH.id)) == (["card", "cash"], CASH)
    with pytest.raises(PaymentMethodNotFound):
        _ = await room.payment_methods.get(theirs.id)
    with pytest.raises(PaymentMethodChanged):
        await change(room, theirs.changed(active=False))
    assert await world.room(NEXT_DOOR).payment_methods.get(theirs.id) == theirs
