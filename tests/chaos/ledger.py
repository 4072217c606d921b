"""What the clients wrote down: before sending, the key and the body; afterwards, what came of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

import msgspec

MENU = [(f"Dish {number}", 250 + 25 * number) for number in range(40)]
"""Names and prices in cents of what is ordered again and again."""


class Outcome(Enum):
    """What a client knows about an order it has sent."""

    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Entry:
    """One order. Its customer is named like its key, so that a doubled one shows whatever the server believes."""

    key: str
    body: bytes
    lines: list[tuple[str, int, int]]  # name, cents, quantity
    good: bool
    outcome: Outcome = Outcome.UNKNOWN
    answer: bytes = b""
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
    def cents(self) -> int:
        """What the lines add up to."""
        return sum(cents * quantity for _, cents, quantity in self.lines)


@dataclass(slots=True)
class Ledger:
    """Everything that was ever sent, in order."""

    seed: int
    entries: list[Entry] = field(default_factory=list[Entry])

    def having(self, outcome: Outcome) -> list[Entry]:
        """Return the entries with this outcome."""
        return [entry for entry in self.entries if entry.outcome is outcome]

    def writes(self) -> Iterator[Entry]:
        """Make up orders without end, each written down before anybody sees it."""
        chance = random.Random(self.seed)  # noqa: S311 - nothing secret
        for number in count():
            entry = _made_up(f"{self.seed}-{number}", number, chance)
            self.entries.append(entry)
            yield entry


def _made_up(key: str, number: int, chance: random.Random) -> Entry:
    lines = [(*chance.choice(MENU), chance.randint(1, 9)) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.1:
        # Two orders in a row may bring the same new product, so that they race for its name.
        lines.append((f"Special {number // 2}", 995, 1))
    good = chance.random() >= 0.05
    if not good:
        # What a refused order would bring along is named by nobody else.
        lines = [(f"Never {key}", 100, 1), *lines]
    products: list[dict[str, object]] = [
        {"name": name, "price": cents / 100, "quantity": quantity} for name, cents, quantity in lines
    ]
    if not good:
        products.append(chance.choice(_BAD_LINES))
    return Entry(key, msgspec.json.encode({"customer_name": key, "products": products}), lines, good)


_BAD_LINES: list[dict[str, object]] = [
    {"name": "Soup", "price": 1.005, "quantity": 1},
    {"name": "Soup", "price": 3, "quantity": -1},
    {"name": "Soup", "price": 3, "quantity": 10_001},
    {"name": "x" * 121, "price": 3, "quantity": 1},
    {"name": "Soup", "quantity": 1},
]
