"""What a trial came to, in counts."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from typing import Self

from domain.ordering.chart import Command
from tests.chaos.audit import Findings
from tests.chaos.ledger import Outcome, Sent
from tests.chaos.log import Deviations


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of what was sent: each was acknowledged, refused or, at least once, unknown."""

    sent: int
    acknowledged: int
    refused: int
    unknown: int
    unknown_but_stored: int

    @classmethod
    def of(cls, several: Sequence[Sent], stored: Collection[str]) -> Self:
        """Count. `stored` are the keys of which something was there before what was unknown was sent again."""
        doubtful = [each for each in several if each.doubtful]
        known = [each.outcome for each in several if not each.doubtful]
        return cls(
            sent=len(several),
            acknowledged=known.count(Outcome.OK),
            refused=known.count(Outcome.REFUSED),
            unknown=len(doubtful),
            unknown_but_stored=sum(each.replayed or each.key in stored for each in doubtful),
        )

    @property
    def adds_up(self) -> bool:
        """Whether something was tried, and nothing is left over."""
        tried = min(self.acknowledged, self.refused) > 0
        return tried and self.sent == self.acknowledged + self.refused + self.unknown

    def __str__(self) -> str:
        """Say the counts."""
        return (
            f"{self.sent} sent, {self.acknowledged} ok, {self.refused} refused,"
            f" {self.unknown} unknown, {self.unknown_but_stored} of which were stored"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What one trial came to."""

    orders: Tally
    commands: Tally
    kinds: Collection[Command]  # of which one was acknowledged at least
    events: int
    lines_lost: int  # by those who listen
    summed: int  # orders in the sums for reports
    recovered: Sequence[float]  # seconds from each repair to the first acknowledgement
    slowest: float
    findings: Findings
    log: Deviations
    misheard: int  # numbers that one who listens missed, or heard twice
    uneven: int  # lines, orders, products and reports that do not add up
    miscounted: int  # sums for reports that are not what the lines add up to
    unlike: int  # sent again, and answered otherwise than the first time
    faults: int  # answers 500, good orders refused, bad ones taken, silence for too long, trouble after recovery

    @property
    def zeros(self) -> dict[str, int]:
        """What has to be zero, in few words."""
        found, log = self.findings, self.log
        return {
            "lost": found.lost + log.lost,
            "doubled": found.doubled,
            "left": found.left + log.left,
            "strange": found.strange + log.strange,
            "unnumbered": found.unnumbered,
            "gaps": log.gaps + log.holes,
            "misheard": self.misheard,
            "unlike events": log.unlike,
            "uneven": self.uneven,
            "miscounted": self.miscounted,
            "otherwise": self.unlike,
            "faults": self.faults,
        }

    @property
    def is_clean(self) -> bool:
        """Whether there is a zero where zeros belong, and something was tried."""
        zeros = (*astuple(self.findings), *astuple(self.log), *self.zeros.values())
        return not any(zeros) and self.summed > 0 and self.orders.adds_up and self.commands.adds_up

    @property
    def counts(self) -> str:
        """The counts and the times in one sentence."""
        zeros = ", ".join(f"{name} {number}" for name, number in self.zeros.items())
        recovered = ", ".join(f"{seconds:.2f}" for seconds in self.recovered)
        return (
            f"Orders: {self.orders}; commands: {self.commands}; {self.events} events, heard over {self.lines_lost} lost"
            f" lines; sums of {self.summed} orders; {zeros}; the slowest answer took {self.slowest:.2f} s; recovered in"
            f" {recovered} s"
        )
