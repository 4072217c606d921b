"""Whether it stays as fast, and as small: with a million orders stored, and after 200,000 more."""

from collections.abc import Sequence

import psutil

from tests.benchmarks.contestants import Bench, Contestant
from tests.benchmarks.rounds import Ratio, Turns

STORED = 1_000_000
ENOUGH = 200_000
_CONNECTIONS = 32
_MIB = 2**20


def endurance(on: Bench, rounds: int, seconds: float) -> list[str]:
    """Return what was found, a sentence each."""
    empty, full = on.ours("nothing"), on.ours("million", stored=STORED)
    for each in (empty, full):
        _ = on.turn(each, _CONNECTIONS, min(seconds, 3))
    found = [[on.turn(each, _CONNECTIONS, seconds) for each in (empty, full)] for _ in range(rounds)]
    of_empty, of_full = (Turns([pair[which] for pair in found]) for which in (0, 1))
    share = Ratio.between(of_full, of_empty)
    grown = [largest_worker(empty)]
    while empty.acknowledged < ENOUGH:
        _ = on.turn(empty, _CONNECTIONS, 15)
        grown.append(largest_worker(empty))
    spread = f"{share.least:.0%} to {share.most:.0%}"
    return [
        f"With {STORED:,} orders stored, {share.middle:.0%} of the rate with none ({spread}).",
        f"On the way to {empty.acknowledged:,} orders, the largest worker had {_said(grown)} MiB.",
    ]


def largest_worker(of: Contestant) -> float:
    """Return the resident memory of the largest server process, in MiB."""
    family = psutil.Process(of.pid).children(recursive=True)
    return max(each.memory_info().rss for each in family) / _MIB


def _said(sizes: Sequence[float]) -> str:
    return ", ".join(f"{size:.0f}" for size in sizes)
