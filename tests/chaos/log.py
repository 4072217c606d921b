"""The log of events, held against the orders, the kept answers, and what the clients wrote down."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import msgspec

from application.kernel.events import EventType
from application.ordering.tell_order import EVENTS
from domain.ordering.chart import Command
from tests.chaos.ledger import Entry, Given, Ledger, Outcome
from tests.http.test_replay import replayed

Version = tuple[str, int]
"""An order, and which version of it."""


@dataclass(frozen=True, slots=True)
class Deviations:
    """How much is not as it should be in the log; every one of these is zero when nothing went wrong."""

    gaps: int  # numbers that are missing, or there twice
    holes: int  # orders whose versions are not all there, once, one after the other
    lost: int  # acknowledged, and not in the log once as it was answered
    left: int  # refused, and still there
    strange: int  # in the log, and of nothing that was done once
    unlike: int  # orders that are not what their events, replayed from nothing, give


@dataclass(frozen=True, slots=True)
class Log:
    """The tables: events by number and by order, versions and kept answers."""

    numbers: Sequence[int]
    events: Mapping[str, Sequence[Any]]  # by order: version, type, data
    versions: Mapping[str, int]  # of orders
    made: Mapping[str, Any]  # by key: the order or the two orders that were made

    @classmethod
    async def read(cls, database_url: str) -> "Log":
        """Read the tables past the API."""
        connection = await asyncpg.connect(database_url, timeout=5)
        try:
            events = await connection.fetch(
                "SELECT number, about_id::text, about_version AS version, type, data FROM events ORDER BY number"
            )
            versions = await connection.fetch("SELECT id::text, version FROM orders")
            made = await connection.fetch("SELECT key, made FROM idempotency_keys")
        finally:
            await connection.close()
        by_order = defaultdict[str, list[Any]](list)
        for row in events:
            data = msgspec.json.decode(row["data"])
            by_order[row["about_id"]].append({"version": row["version"], "type": row["type"], "data": data})
        return cls(
            numbers=[row["number"] for row in events],
            events=by_order,
            versions={row["id"]: row["version"] for row in versions},
            made={row["key"]: msgspec.json.decode(row["made"])["made"] for row in made},
        )

    def at(self, version: Version) -> Any:  # noqa: ANN401 - JSON
        """Return the order as the log has it at this version."""
        order, number = version
        events = self.events.get(order, ())[:number]
        return replayed(events) if events else None

    def types(self, version: Version) -> Sequence[str]:
        """Return the types of all events of this version."""
        order, number = version
        return [each["type"] for each in self.events.get(order, ()) if each["version"] == number]

    def has(self, sent: Entry | Given) -> bool:
        """Tell whether what was acknowledged is in the log once, as it was answered."""
        shown = sent.told["order"]
        version = shown["id"], sent.version
        if sent.key in self.made:
            stored = (version, _type(sent)) in self.claims(sent)
        else:
            stored = isinstance(sent, Given) and sent.was_done
        told = {name: value for name, value in shown.items() if name not in {"allowed_actions", "needs_approval"}}
        return stored and len(self.types(version)) == 1 and self.at(version) == told

    def claims(self, sent: Entry | Given) -> Sequence[tuple[Version, str]]:
        """Return the events that there must be once of what was kept for this, by version and type."""
        made, told = self.made[sent.key], _type(sent)
        if not isinstance(sent, Given):
            return [((made["id"], 1), told)]
        if sent.command is Command.SPLIT:
            return [((each["id"], each["version"]), told) for each in (made["order"], made["new_order"])]
        of_other = [((sent.other, self.versions[sent.other]), told)] if sent.other else []  # nothing came after it
        return [((made["id"], made["version"]), told), *of_other]


def deviations(ledger: Ledger, log: Log, listed: Iterable[Any]) -> Deviations:
    """Count what is in one and not in the others: `listed` are all orders as the API shows them."""
    told = Counter(((order, each["version"]), each["type"]) for order, events in log.events.items() for each in events)
    claimed = Counter(claim for sent in ledger.sent if sent.key in log.made for claim in log.claims(sent))
    orders = {order["id"]: order for order in listed}
    return Deviations(
        gaps=len({*log.numbers} ^ {*range(1, len(log.numbers) + 1)}),
        holes=sum(
            [each["version"] for each in log.events.get(order, ())] != [*range(1, last + 1)]
            for order, last in log.versions.items()
        ),
        lost=sum(sent.outcome is Outcome.OK and not log.has(sent) for sent in ledger.sent),
        left=sum(sent.outcome is Outcome.REFUSED and sent.key in log.made for sent in ledger.sent),
        strange=sum((told - claimed).values()) + sum((claimed - told).values()),
        unlike=len(orders.keys() ^ log.versions.keys())
        + sum(log.at((order, log.versions[order])) != shown for order, shown in orders.items()),
    )


def _type(sent: Entry | Given) -> str:
    return EVENTS[sent.command] if isinstance(sent, Given) else EventType.ORDER_PLACED
