"""A primary dies or freezes under load, and its standby takes over: nothing is lost, orders are soon taken again."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.api import Api
from tests.chaos.audit import Findings, compare, stored
from tests.chaos.clients import counter, load
from tests.chaos.ledger import Ledger, Outcome
from tests.replication import Pair

PATIENCE = 15.0
NOTHING = Findings(lost=0, doubled=0, left=0, strange=0, unnumbered=0)


async def acknowledged_since(ledger: Ledger, moment: float) -> float:
    """Return after how many seconds an order was acknowledged that was sent after this moment."""
    while not (told := [each.told_at for each in ledger.having(Outcome.OK) if each.sent_at >= moment]):
        assert time.monotonic() - moment < PATIENCE, "no order was taken"
        await asyncio.sleep(0.02)
    return min(told) - moment


async def taken_over(pair: Pair, api: Api, break_down: Callable[[], None], come_back: Callable[[], None]) -> str:
    ledger = Ledger(seed=7)
    async with counter(api.url) as place:
        async with load(place, ledger):
            await asyncio.sleep(1)
            await asyncio.to_thread(break_down)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(pair.second.promote)
            again = await acknowledged_since(ledger, time.monotonic())
            await asyncio.to_thread(come_back)  # it leads as well, for all it knows
            await asyncio.to_thread(api.kill)  # and a program that starts anew knows better
            await asyncio.to_thread(api.start)
            _ = await acknowledged_since(ledger, time.monotonic())
        for entry in ledger.having(Outcome.UNKNOWN):
            await place.insist(entry)
    kept = await stored(pair.second.url())
    assert compare(ledger, kept) == NOTHING
    assert all(entry.status != 500 for entry in ledger.entries)
    behind = await stored(pair.first.url())
    assert behind.orders.keys() < kept.orders.keys(), "somebody ordered from the one that came back"
    return f"{len(ledger.entries)} orders sent, {len(ledger.having(Outcome.OK))} ok, lost 0; again in {again:.2f} s"


@pytest.mark.parametrize("how", ["killed", "frozen"])
def test_what_was_acknowledged_is_on_the_one_that_took_over(
    pair: Pair, how: str, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    first = pair.first
    break_down, come_back = (first.kill, first.start) if how == "killed" else (first.freeze, first.thaw)
    with Api(pair.url(), tmp_path) as api:
        counted(f"Primary {how}: {asyncio.run(taken_over(pair, api, break_down, come_back))}")
