"""What the clients wrote down: before sending, the key and the body; afterwards, what came of it."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import count
from typing import Any, Self

import msgspec

from domain.ordering.chart import Command

MENU = [(f"Dish {number}", 250 + 25 * number) for number in range(40)]
"""Names and prices in cents of what is ordered again and again."""


class Outcome(Enum):
    """What a client knows about what it has sent."""

    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(slots=True, kw_only=True)
class Sent:
    """One request, and what was heard of it. Sent again, it has the same key."""

    key: str
    path: str = "/api/orders"
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    lines: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])  # name, cents, quantity
    good: bool = True
    outcome: Outcome = Outcome.UNKNOWN
    answer: bytes = b""
    tag: str = ""
    status: int = 0  # 0: no answer came
    replayed: bool = False
    doubtful: bool = False  # at least once nobody knew what had come of it
    sent_at: float = 0.0
    told_at: float = 0.0

    @property
    def seconds(self) -> float:
        """How long the client waited to hear anything."""
        return self.told_at - self.sent_at

    @property
    def version(self) -> int:
        """Which version of an order the answer says that it is."""
        return int(self.tag.strip('"') or 1)

    @property
    def told(self) -> Any:  # noqa: ANN401 - JSON
        """What the answer says."""
        return msgspec.json.decode(self.answer)

    def again(self) -> Self:
        """Return the same request, of which nothing was heard."""
        return replace(self, outcome=Outcome.UNKNOWN, answer=b"", replayed=False, doubtful=False)


@dataclass(slots=True, kw_only=True)
class Entry(Sent):
    """One order. Its customer is named like its key, so that a doubled one shows whatever the server believes."""

    @property
    def cents(self) -> int:
        """What the lines add up to."""
        return sum(cents * quantity for _, cents, quantity in self.lines)


@dataclass(slots=True, kw_only=True)
class Given(Sent):
    """One command to an order."""

    command: Command
    order: str
    other: str = ""  # the order that is merged into this one
    aims_at: frozenset[str] | None = None  # lines; None: all of the order

    @property
    def was_done(self) -> bool:
        """Whether the answer says that there is nothing of it left to do, so that nothing had to be written."""
        left = self.told["order"]["allowed_actions"].get(self.command)
        return left is None or (self.aims_at is not None and self.aims_at.isdisjoint(left))


@dataclass(slots=True)
class Ledger:
    """Everything that was ever sent, in order."""

    seed: int
    entries: list[Entry] = field(default_factory=list[Entry])
    commands: list[Given] = field(default_factory=list[Given])

    @property
    def sent(self) -> list[Entry | Given]:
        """All orders and all commands."""
        return [*self.entries, *self.commands]

    def having(self, outcome: Outcome) -> list[Entry]:
        """Return the orders with this outcome."""
        return [entry for entry in self.entries if entry.outcome is outcome]

    def given(self, outcome: Outcome) -> list[Given]:
        """Return the commands with this outcome."""
        return [given for given in self.commands if given.outcome is outcome]

    def writes(self) -> Iterator[Entry]:
        """Make up orders without end, each written down before anybody sees it."""
        chance = random.Random(self.seed)  # noqa: S311 - nothing secret
        for number in count():
            entry = _made_up(f"{self.seed}-{number}", number, chance)
            self.entries.append(entry)
            yield entry


def line_of(name: str, cents: int, quantity: int) -> dict[str, object]:
    """Return a line in the form in which orders are placed."""
    return {"name": name, "price": cents / 100, "quantity": quantity}


def _made_up(key: str, number: int, chance: random.Random) -> Entry:
    lines = [(*chance.choice(MENU), chance.randint(1, 9)) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.1:
        # Two orders in a row may bring the same new product, so that they race for its name.
        lines.append((f"Special {number // 2}", 995, 1))
    good = chance.random() >= 0.05
    if not good:
        # What a refused order would bring along is named by nobody else.
        lines = [(f"Never {key}", 100, 1), *lines]
    products = [line_of(*line) for line in lines]
    if not good:
        products.append(chance.choice(_BAD_LINES))
    body = msgspec.json.encode({"customer_name": key, "products": products})
    return Entry(key=key, body=body, lines=lines, good=good)


_BAD_LINES: list[dict[str, object]] = [
    {"name": "Soup", "price": 1.005, "quantity": 1},
    {"name": "Soup", "price": 3, "quantity": -1},
    {"name": "Soup", "price": 3, "quantity": 10_001},
    {"name": "x" * 121, "price": 3, "quantity": 1},
    {"name": "Soup", "quantity": 1},
]
