"""Making room: what has expired is kept for a day, and then forgotten."""

from datetime import timedelta

import pytest

from application.access.forget_expired import ForgetExpired
from application.access.offer_pairing import OfferPairing
from application.kernel.rate_limits import RateLimits
from domain.access.secret import ActivationRefused
from domain.kernel.names import Name
from domain.kernel.rate import Rate
from tests.application.access.conftest import PASSWORD, Doors
from tests.application.conftest import NOON

DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


async def test_what_expired_more_than_a_day_ago_is_forgotten_kind_by_kind(doors: Doors) -> None:
    boss = await doors.boss()
    _ = await doors.ana(boss)
    _ = await doors.enter()
    forget, shelf = await doors.get(ForgetExpired), await doors.shelf()
    _, _ = await (await doors.get(OfferPairing))(caller=boss.caller, name=Name("Till"))
    with pytest.raises(ActivationRefused):
        _ = await doors.activate("ZZZZ-ZZZZ-ZZZZ-ZZZZ", PASSWORD)
    rate = Rate(1)
    await (await doors.get(RateLimits)).take("sign-in", "192.0.2.1", rate=rate, now=NOON)
    shelf.activations[boss.id] = (b"", NOON + timedelta(hours=24))

    def left() -> list[int]:
        kept = (shelf.attempts, shelf.rate_limits, shelf.pairings, shelf.activations, shelf.sessions)
        return [len(each) for each in kept]

    assert left() == [1, 1, 1, 1, 1]
    for expired, still in (
        (NOON, [0, 1, 1, 1, 1]),
        (NOON + timedelta(minutes=1), [0, 0, 1, 1, 1]),
        (NOON + timedelta(minutes=10), [0, 0, 0, 1, 1]),
        (NOON + timedelta(hours=24), [0, 0, 0, 0, 1]),
        (NOON + timedelta(days=30), [0, 0, 0, 0, 0]),
    ):
        doors.clock.moment = expired + DAY
        assert await forget() == 0
        doors.clock.moment += MOMENT
        assert await forget() == 1
        assert left() == still


async def test_everything_is_counted_together(doors: Doors) -> None:
    boss = await doors.boss()
    _ = await doors.ana(boss)
    _ = await doors.enter()
    _, _ = await (await doors.get(OfferPairing))(caller=boss.caller, name=Name("Till"))
    doors.clock.moment += timedelta(days=40)
    assert await (await doors.get(ForgetExpired))() == 2
