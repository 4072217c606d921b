"""What `make bench-restaurants` found, for the terminal and as Markdown."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec
from rich.console import Console
from rich.table import Table

from tests.benchmarks.readers import Timed
from tests.benchmarks.rounds import Ratio, Round, Turns

HERE = Path(__file__).parent
PLACING = (
    "",
    "connections",
    "orders/s",
    "spread",
    "CPU ms an order",
    "the server's",
    "the database's",
    "p50 ms",
    "p99 ms",
    "sums kept after s",
    "errors",
)
READING = ("ms", "alone p50", "alone p95", "among p50", "among p95", "p50, times", "p95, times", "errors")
METHOD = """Method: `make bench-restaurants`. Placing: one embedded PostgreSQL with fsync and synchronous_commit on, a
database with one restaurant of 5,000 products and 200 waiters, and one with as many spread among the restaurants, all
of them called alike; two worker processes each, in turns, a checkpoint before each, three-line orders with a fresh
Idempotency-Key, each for the next restaurant. Orders are counted until the time is up, CPU until the sums of the
reports are kept, less what who has nothing to do uses in that time. Reading: a year made up by `make history`, in a
database of its own and, given to each restaurant, in one with all of them; there its rows lie among the others' as they
come in, an order at a time of one restaurant after the other. One connection, one call after the other, in turns. The
load runs beside everything else on the same machine."""

say = Console(soft_wrap=True, highlight=False)


class Turn(msgspec.Struct, frozen=True):
    """A round, the CPU milliseconds that an order took until its sums were kept, and the seconds until then."""

    round: Round
    server: float
    database: float
    sums_after: float


class Placed(msgspec.Struct, frozen=True):
    """All turns, the resident MiB of the largest worker of one restaurant and of many, and what is stored."""

    turns: list[Turn]
    memory: list[float]
    stored: list[str]


class Read(msgspec.Struct, frozen=True):
    """What one call took where the restaurant is alone, and among many."""

    call: str
    alone: Timed
    among: Timed

    def times(self, share: float) -> float:
        """Return how many times as long it takes among many, at this percentile."""
        return self.among.percentile(share) / self.alone.percentile(share)


Key = tuple[str, int]


def _by_contestant(turns: Sequence[Turn]) -> dict[Key, list[Turn]]:
    found: dict[Key, list[Turn]] = {}
    for each in sorted(turns, key=lambda turn: turn.round.connections):
        found.setdefault((each.round.contestant, each.round.connections), []).append(each)
    return found


def _placing(turns: Sequence[Turn]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for (name, connections), several in _by_contestant(turns).items():
        of = Turns([each.round for each in several])
        server, database = (median(each.server for each in several), median(each.database for each in several))
        rows.append(
            (
                name,
                str(connections),
                f"{median(of.rates):,.0f}",
                f"{min(of.rates):,.0f} to {max(of.rates):,.0f}",
                f"{server + database:.2f}",
                f"{server:.2f}",
                f"{database:.2f}",
                f"{of.middle(lambda r: r.p50):.1f}",
                f"{of.middle(lambda r: r.p99):.1f}",
                f"{median(each.sums_after for each in several):.1f}",
                str(of.errors),
            )
        )
    return rows


def _reading(found: Sequence[Read]) -> list[tuple[str, ...]]:
    return [
        (
            each.call,
            *(f"{timed.percentile(share):.1f}" for timed in (each.alone, each.among) for share in (0.5, 0.95)),
            *(f"{each.times(share):.2f}" for share in (0.5, 0.95)),
            str(each.alone.errors + each.among.errors),
        )
        for each in found
    ]


def _compared(placed: Placed) -> list[str]:
    by = _by_contestant(placed.turns)
    facts: list[str] = []
    for connections in sorted({connections for _, connections in by}):
        one, many = (turns for (_, at), turns in sorted(by.items(), reverse=True) if at == connections)
        rate = Ratio.between(*(Turns([each.round for each in several]) for several in (many, one)))
        cpu = [(a.server + a.database) / (b.server + b.database) for a, b in zip(many, one, strict=True)]
        facts.append(
            f"With {connections} connections many get {rate.middle:.2f} of the rate of one"
            f" ({rate.least:.2f} to {rate.most:.2f}), for {median(cpu):.2f} times its CPU an order"
            f" ({min(cpu):.2f} to {max(cpu):.2f})."
        )
    alone, among = placed.memory
    return [*facts, f"The largest worker had {among:.0f} MiB, that of one restaurant {alone:.0f}."]


def report(
    placed: Placed | None, read: Sequence[Read] | None, facts: Sequence[str], where: str, *, writes: bool
) -> None:
    """Print what was found, and where all of it `writes`, write it beside this file."""
    about = [f"# Many restaurants, measured\n\n{where}"]
    if placed:
        about += _told("Placing orders, to one and to many", PLACING, _placing(placed.turns))
        about += _said([*_compared(placed), *placed.stored])
    if read:
        about += _told("Reading of one restaurant, alone and among many", READING, _reading(read))
        about += _said(facts)
    say.print(where)
    if writes:
        _ = (HERE / "restaurants.md").write_text("\n\n".join([*about, METHOD]) + "\n")


def _told(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*row)
    Console(width=170).print(table)
    cells = [columns, ("---", *("---:" for _ in columns[1:])), *rows]
    return ["\n".join(f"| {' | '.join(row)} |" for row in cells)]


def _said(facts: Sequence[str]) -> list[str]:
    for fact in facts:
        say.print(fact)
    return ["\n".join(f"- {fact}" for fact in facts)]
