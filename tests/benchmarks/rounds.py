"""What a round measured, and what several rounds say together."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Self

import msgspec

from tests.benchmarks.tally import Outcome, percentile

OURS = "This program"
COLD = "This program, cold"
DINNER = "This program, dinners"
FLASK = "Flask stack"
FASTAPI = "FastAPI stack"
CEILING = "pgbench, the ceiling"


class Used(msgspec.Struct, frozen=True):
    """CPU seconds: used by a server, by the database, by the whole machine, and how many there were to use."""

    server: float
    database: float
    machine: float
    there_was: float

    def since(self, before: Self) -> Self:
        """Return what was used after `before` was taken."""
        return type(self)(
            self.server - before.server,
            self.database - before.database,
            self.machine - before.machine,
            self.there_was - before.there_was,
        )


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One contestant's turn; latencies in milliseconds, CPU in seconds per 1,000 orders, but `load` in CPUs.

    `others` is the share of the whole machine that went to programs that are no part of the benchmark.
    """

    contestant: str
    connections: int
    orders_a_second: float
    p50: float
    p99: float
    errors: int
    server: float
    database: float
    load: float
    others: float

    @classmethod
    def of(cls, contestant: str, connections: int, outcome: Outcome, used: Used) -> Self:
        """Make a round of its outcome and of what was used meanwhile."""
        thousands = max(outcome.acknowledged, 1) / 1000
        return cls(
            contestant=contestant,
            connections=connections,
            orders_a_second=outcome.in_time / outcome.seconds,
            p50=percentile(outcome.latencies, 0.5) * 1000,
            p99=percentile(outcome.latencies, 0.99) * 1000,
            errors=outcome.errors + outcome.unknown,
            server=used.server / thousands,
            database=used.database / thousands,
            load=outcome.cpu_seconds / outcome.seconds,
            others=max(used.machine - used.server - used.database - outcome.cpu_seconds, 0) / max(used.there_was, 1e-9),
        )


class Turns(msgspec.Struct, frozen=True):
    """All rounds of one contestant at one number of connections."""

    rounds: list[Round]

    @property
    def name(self) -> str:
        """Who it is."""
        return self.rounds[0].contestant

    @property
    def connections(self) -> int:
        """How many sent at once."""
        return self.rounds[0].connections

    @property
    def rates(self) -> list[float]:
        """Orders a second, round by round."""
        return [one.orders_a_second for one in self.rounds]

    @property
    def errors(self) -> int:
        """Every answer but 201, and every missing one."""
        return sum(one.errors for one in self.rounds)

    def middle(self, what: Callable[[Round], float]) -> float:
        """Return the median over the rounds."""
        return median(what(one) for one in self.rounds)


class Ratio(msgspec.Struct, frozen=True):
    """How two contestants compare, round by round: the middle, and how far the rounds are apart."""

    middle: float
    least: float
    most: float

    @classmethod
    def between(cls, ours: Turns, theirs: Turns) -> Self:
        """Divide each round's rate by the rate of the other's same round."""
        each = [mine / max(other, 1e-9) for mine, other in zip(ours.rates, theirs.rates, strict=True)]
        return cls(median(each), min(each), max(each))


def turns(rounds: Sequence[Round]) -> list[Turns]:
    """Sort rounds by contestant and connections, in the order they first came."""
    sorted_rounds: dict[tuple[str, int], list[Round]] = {}
    for one in rounds:
        sorted_rounds.setdefault((one.contestant, one.connections), []).append(one)
    return [Turns(several) for several in sorted_rounds.values()]
