"""One trial: load, a fault under load, recovery, every unknown order settled, and the books compared."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

import asyncpg

from adapters.embedded.server import EmbeddedPostgres
from tests.chaos.api import Api
from tests.chaos.audit import Findings, compare, miscounted, stored, summed
from tests.chaos.clients import LONGEST_WAIT, Counter, counter, load
from tests.chaos.faults import Fault, Stage
from tests.chaos.ledger import Entry, Ledger, Outcome

_RECOVERS_WITHIN = 15.0
_SETTLED = 0.5
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Report:
    """What one trial came to. Each order sent was acknowledged, refused or, at least once, unknown."""

    sent: int
    acknowledged: int
    refused: int
    unknown: int
    unknown_but_stored: int
    recovered: Sequence[float]  # seconds from each repair to the first acknowledgement
    slowest: float
    findings: Findings
    summed: int  # orders in the sums for reports
    miscounted: int  # sums for reports that are not what the lines add up to
    unlike: int  # sent again, and answered otherwise than the first time
    faults: int  # answers 500, good orders refused, bad ones taken, silence for too long, trouble after recovery

    @property
    def is_clean(self) -> bool:
        """Whether there is a zero where zeros belong, and something was tried."""
        zeros = (*astuple(self.findings), self.miscounted, self.unlike, self.faults)
        adds_up = self.sent == self.acknowledged + self.refused + self.unknown
        return not any(zeros) and min(self.acknowledged, self.refused, self.summed) > 0 and adds_up

    @property
    def counts(self) -> str:
        """The counts and the times in one sentence."""
        found = self.findings
        sums = f"sums of {self.summed} orders, miscounted {self.miscounted}"
        return (
            f"{self.sent} orders sent: {self.acknowledged} ok, {self.refused} refused, {self.unknown} unknown,"
            f" {self.unknown_but_stored} of which were stored; lost {found.lost}, doubled {found.doubled}, left"
            f" {found.left}, strange {found.strange}, unnumbered {found.unnumbered}, {sums}, sent again and answered"
            f" otherwise {self.unlike}, faults {self.faults}; the slowest answer took {self.slowest:.2f} s; recovered"
            f" in {', '.join(f'{seconds:.2f}' for seconds in self.recovered)} s"
        )


@contextmanager
def stage(postgres: EmbeddedPostgres, database: str, folder: Path) -> Generator[Stage]:
    """Give a trial a database of its own on this PostgreSQL, and the API on it."""
    asyncio.run(_make(postgres.url(), database))
    with Api(postgres.url(database), folder) as api:
        yield Stage(postgres, database, api)


async def run(on: Stage, faults: Sequence[Fault], *, seed: int, seconds: float) -> Report:
    """Let the faults happen one after the other, `seconds` apart, and account for every order."""
    ledger = Ledger(seed)
    recovered: list[float] = []
    troubles = 0
    async with counter(on.api.url) as place:
        async with load(place, ledger):
            await asyncio.sleep(seconds)
            for fault in faults:
                await fault(on, place)
                repaired = time.monotonic()
                told = await _first_told(ledger, repaired)
                recovered.append(told - repaired)
                await asyncio.sleep(seconds + _SETTLED)
                troubles += _troubles_since(ledger, told + _SETTLED)
        unknown = ledger.having(Outcome.UNKNOWN)
        doubtful = [entry for entry in ledger.entries if entry.doubtful]
        kept = await stored(on.database_url)
        slowest = max(entry.seconds for entry in ledger.entries)
        troubles += _faulty(ledger)
        await _each(unknown, place.insist)
        return Report(
            sent=len(ledger.entries),
            acknowledged=sum(not entry.doubtful for entry in ledger.having(Outcome.OK)),
            refused=sum(not entry.doubtful for entry in ledger.having(Outcome.REFUSED)),
            unknown=len(doubtful),
            unknown_but_stored=sum(entry.key in kept.orders or entry.replayed for entry in doubtful),
            recovered=recovered,
            slowest=slowest,
            unlike=await _unlike(place, [*doubtful, *ledger.having(Outcome.OK)[-100:]]),
            faults=troubles + _faulty(ledger),
            findings=compare(ledger, await stored(on.database_url)),
            summed=await summed(on.database_url),
            miscounted=await miscounted(on.database_url),
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
    since = [entry for entry in ledger.entries if entry.sent_at >= moment and entry.told_at]
    return sum(entry.outcome is Outcome.UNKNOWN for entry in since)


def _faulty(ledger: Ledger) -> int:
    return sum(
        entry.status == 500
        or (entry.outcome is Outcome.OK and not entry.good)
        or (entry.outcome is Outcome.REFUSED and entry.good)
        or entry.seconds >= LONGEST_WAIT
        for entry in ledger.entries
    )


async def _unlike(place: Counter, entries: Sequence[Entry]) -> int:
    """Send each again, and count those that do not get their first answer, byte for byte, said to be a replay."""
    again = [Entry(entry.key, entry.body, entry.lines, entry.good) for entry in entries if entry.good]
    first = [entry.answer for entry in entries if entry.good]
    await _each(again, place.insist)
    return sum(not entry.replayed or entry.answer != answer for entry, answer in zip(again, first, strict=True))


async def _each(entries: Sequence[Entry], do: Callable[[Entry], Awaitable[None]]) -> None:
    enough = asyncio.Semaphore(_AT_ONCE)

    async def one(entry: Entry) -> None:
        async with enough:
            await do(entry)

    _ = await asyncio.gather(*(one(entry) for entry in entries))


async def _make(url: str, database: str) -> None:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        _ = await connection.execute(f"CREATE DATABASE {database}")
    finally:
        await connection.close()
