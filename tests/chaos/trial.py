"""One trial: load, a fault under load, recovery, every unknown order settled, and the books compared."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from adapters.embedded.server import EmbeddedPostgres
from tests.chaos.api import Api
from tests.chaos.audit import compare, miscounted, stored, summed
from tests.chaos.books import uneven
from tests.chaos.clients import LONGEST_WAIT, Counter, counter, load
from tests.chaos.dinners import Dinners
from tests.chaos.faults import Fault, Stage
from tests.chaos.ledger import Entry, Ledger, Outcome, Sent
from tests.chaos.listening import audience
from tests.chaos.log import Log, deviations
from tests.chaos.report import Report, Tally

_RECOVERS_WITHIN = 15.0
_SETTLED = 0.5
_AT_ONCE = 8


@contextmanager
def stage(postgres: EmbeddedPostgres, database: str, folder: Path) -> Generator[Stage]:
    """Give a trial a database of its own on this PostgreSQL, and the API on it."""
    asyncio.run(_make(postgres.url(), database))
    with Api(postgres.url(database), folder) as api:
        yield Stage(postgres, database, api)


async def run(on: Stage, faults: Sequence[Fault], *, seed: int, seconds: float) -> Report:
    """Let the faults happen one after the other, `seconds` apart, and account for every order, command and event."""
    ledger = Ledger(seed)
    recovered: list[float] = []
    troubles = uncounted = 0
    async with counter(on.api.url) as place, audience(on.database_url, place.http) as listen:
        async with load(place, ledger, Dinners(place, ledger)):
            await asyncio.sleep(seconds)
            for fault in faults:
                await fault(on, place)
                repaired = time.monotonic()
                told = await _first_told(ledger, repaired)
                recovered.append(told - repaired)
                await asyncio.sleep(seconds + _SETTLED)
                troubles += _troubles_since(ledger, told + _SETTLED)
                uncounted += await miscounted(on.database_url)
        slowest = max(each.seconds for each in ledger.sent)
        kept = await stored(on.database_url)
        troubles += _faulty(ledger)
        doubtful = [each for each in ledger.sent if each.doubtful]
        await _each([each for each in doubtful if each.outcome is Outcome.UNKNOWN], place.insist)
        misheard = await listen.misheard()
        log = await Log.read(on.database_url)
        last = [*ledger.having(Outcome.OK)[-100:], *ledger.given(Outcome.OK)[-100:]]
        return Report(
            orders=Tally.of(ledger.entries, kept.keys),
            commands=Tally.of(ledger.commands, kept.keys),
            kinds={given.command for given in ledger.given(Outcome.OK)},
            events=len(log.numbers),
            lines_lost=listen.lines_lost,
            summed=await summed(on.database_url),
            recovered=recovered,
            slowest=slowest,
            findings=compare(ledger, await stored(on.database_url)),
            log=deviations(ledger, log, await _listed(place)),
            misheard=misheard,
            uneven=await uneven(on.database_url, place, ledger),
            miscounted=uncounted + await miscounted(on.database_url, rolled_up=True),
            # What wrote nothing as it was done already is not known when it comes again.
            unlike=await _unlike(place, [each for each in [*doubtful, *last] if each.key in log.made]),
            faults=troubles + _faulty(ledger),
        )


async def _first_told(ledger: Ledger, since: float) -> float:
    deadline = since + _RECOVERS_WITHIN
    while True:
        told = [entry.told_at for entry in ledger.having(Outcome.OK) if entry.sent_at >= since]
        if told:
            return min(told)
        assert time.monotonic() < deadline, f"nothing was acknowledged within {_RECOVERS_WITHIN} seconds"
        await asyncio.sleep(0.02)


def _troubles_since(ledger: Ledger, moment: float) -> int:
    since = [each for each in ledger.sent if each.sent_at >= moment and each.told_at]
    return sum(each.outcome is Outcome.UNKNOWN for each in since)


def _faulty(ledger: Ledger) -> int:
    return sum(
        each.status == 500
        or (each.outcome is Outcome.OK and not each.good)
        or (each.outcome is Outcome.REFUSED and each.good and isinstance(each, Entry))  # others may come in between
        or each.seconds >= LONGEST_WAIT
        for each in ledger.sent
    )


async def _listed(place: Counter) -> Sequence[Any]:
    """Return all orders as the API lists them."""
    orders, page = list[Any](), "/api/orders?per_page=100"
    while page:
        answer = (await place.http.get(page)).raise_for_status()
        orders += answer.json()["orders"]
        page = answer.links.get("next", {}).get("url", "")
    return orders


async def _unlike(place: Counter, entries: Sequence[Sent]) -> int:
    """Send each again, and count those that do not get their first answer, byte for byte, said to be a replay."""
    again = [entry.again() for entry in entries]
    await _each(again, place.insist)
    return sum(not each.replayed or each.answer != entry.answer for each, entry in zip(again, entries, strict=True))


async def _each(several: Sequence[Sent], do: Callable[[Sent], Awaitable[None]]) -> None:
    enough = asyncio.Semaphore(_AT_ONCE)

    async def one(sent: Sent) -> None:
        async with enough:
            await do(sent)

    _ = await asyncio.gather(*map(one, several))


async def _make(url: str, database: str) -> None:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        _ = await connection.execute(f"CREATE DATABASE {database}")
    finally:
        await connection.close()
