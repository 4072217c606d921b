"""What is done once: done, kept, and given again as it was."""

from dataclasses import replace

import pytest

from application.kernel.answers import IdempotencyKeyReused, Sent
from application.kernel.once import Once
from application.ordering.close_order import CloseOrder
from application.ordering.move_lines import MoveLines
from domain.kernel.errors import Stale
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.chart import Command
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import ApprovalRefused, LinesNotMovable, LineUnknown
from domain.people.waiter import EmailTaken, Waiter
from tests.application.conftest import BOSS, House, wanted
from tests.contracts.things import a_request

SENT = a_request(None)


async def register(house: House, sent: Sent | None, email: str = "ana@example.com") -> tuple[Waiter, bool]:
    once = Once(house.answers, house.work)
    kept = await once.find(sent)
    return await once(sent=sent, kept=kept, do=lambda: house.register(email=email, name=Name("Ana"), sent=sent))


async def test_what_was_done_is_given_again_as_it_was_then(house: House) -> None:
    ana, before = await register(house, SENT)
    assert not before
    _ = await house.change_user(caller=BOSS, user=ana.id, name=Name("Anna"))
    assert await register(house, SENT) == (ana, True)


async def test_whoever_lost_a_race_against_themselves_hears_what_was_made(house: House) -> None:
    once = Once(house.answers, house.work)
    kept = await once.find(SENT)
    ana, _ = await register(house, SENT)
    late = await once(sent=SENT, kept=kept, do=lambda: house.register(email=ana.email, name=Name("Ana"), sent=SENT))
    assert late == (ana, True)


async def test_whoever_expects_a_version_that_the_same_request_made_the_last_hears_what_was_made(house: House) -> None:
    ana = (await register(house, None))[0]
    placed = await house.place(caller=ana.caller, customer=Name("Bob"), wanted=[wanted("Tea")])
    once, sent = Once(house.answers, house.work), replace(SENT, waiter=ana.id)
    kept = await once.find(sent)

    async def close() -> Order:
        return await house.get(CloseOrder)(caller=ana.caller, order=placed.id, versions={placed.version}, sent=sent)

    first = await once(sent=sent, kept=kept, do=close)
    assert await once(sent=sent, kept=kept, do=close) == (first[0], True)
    with pytest.raises(Stale):
        _ = await close()


async def test_whoever_finds_done_what_the_same_request_did_hears_what_was_made_then(house: House) -> None:
    ana = (await register(house, None))[0]
    placed = await house.place(caller=ana.caller, customer=Name("Bob"), wanted=[wanted("Tea")])
    once, sent = Once(house.answers, house.work), replace(SENT, waiter=ana.id)
    kept = await once.find(sent)

    async def serve() -> Order:
        return await house.get(MoveLines)(caller=ana.caller, order=placed.id, command=Command.SERVE, sent=sent)

    first = await once(sent=sent, kept=kept, do=serve)
    _ = await house.get(CloseOrder)(caller=ana.caller, order=placed.id)
    assert await once(sent=sent, kept=kept, do=serve) == (first[0], True)


@pytest.mark.parametrize("refusal", [LinesNotMovable, LineUnknown, ApprovalRefused, OrderNotFound])
async def test_whoever_is_refused_for_what_the_same_request_did_hears_what_was_made(
    house: House, refusal: type[Exception]
) -> None:
    ana = (await register(house, SENT))[0]
    refusals = list[Exception]()

    async def refuse() -> Waiter:
        refusals.append(refusal())
        raise refusals[0]

    once = Once(house.answers, house.work)
    assert await once(sent=SENT, kept=None, do=refuse) == (ana, True)
    with pytest.raises(refusal):
        _ = await once(sent=replace(SENT, key="another"), kept=None, do=refuse)
    assert len(refusals) == 2


async def test_whoever_wants_what_another_took_is_refused_and_may_try_again(house: House) -> None:
    _ = await register(house, SENT)
    other = replace(SENT, key="another")
    with pytest.raises(EmailTaken):
        _ = await register(house, other)
    assert not (await register(house, other, "bia@example.com"))[1]


async def test_a_key_is_for_one_request(house: House) -> None:
    _ = await register(house, SENT)
    with pytest.raises(IdempotencyKeyReused):
        _ = await register(house, replace(SENT, fingerprint=b"\xff" * 32), "bia@example.com")
    assert len(house.shelf.waiters) == 1


async def test_without_a_key_nothing_is_found_and_nothing_kept(house: House) -> None:
    _ = await register(house, None)
    with pytest.raises(EmailTaken):
        _ = await register(house, None)
    assert house.shelf.answers == {}


async def test_an_order_a_product_and_a_waiter_are_kept_as_they_are(house: House) -> None:
    ana = await house.register(email="ana@example.com", name=Name("Ana"), sent=SENT)
    ours = a_request(ana)
    tea = await house.add_product(name=Name("Tea"), price=Price(1), sent=ours)
    order = await house.place(
        caller=ana.caller, customer=Name("Bob"), wanted=[wanted("Tea")], sent=replace(ours, key="order")
    )
    assert [kept.made for kept, _ in house.shelf.answers.values()] == [ana, tea, order]
    assert [at for _, at in house.shelf.answers.values()] == [house.clock.moment] * 3
