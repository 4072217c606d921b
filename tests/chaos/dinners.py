"""Dinners: what becomes of an order after it was placed, command by command. Some orders are everybody's."""

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import UUID

import msgspec

from domain.kernel.ids import OrderId
from domain.ordering.chart import Command
from domain.ordering.ticket import TicketKey
from entrypoints.http.ordering.ticket_views import written
from tests.chaos.clients import Counter
from tests.chaos.ledger import MENU, Entry, Given, Ledger, Outcome, line_of

_ADD, _FIRE, _START, _READY, _SERVE = Command.ADD, Command.FIRE, Command.START, Command.READY, Command.SERVE
_VOID, _SPLIT, _MERGE, _CLOSE, _REOPEN = Command.VOID, Command.SPLIT, Command.MERGE, Command.CLOSE, Command.REOPEN
_EVENINGS: Sequence[Sequence[Command]] = [
    [_ADD, _START, _READY, _SERVE, _CLOSE],
    [_ADD, _VOID, _FIRE, _START, _READY, _SERVE, _CLOSE],
    [_SPLIT, _ADD, _START, _READY, _SERVE, _CLOSE],
    [_ADD, _MERGE, _READY, _SERVE, _CLOSE, _REOPEN, _VOID, _ADD, _CLOSE],
    [_MERGE, _SPLIT, _VOID, _VOID, _SERVE, _CLOSE],
    [_ADD, Command.SERVICE_CHARGE, Command.DISCOUNT, Command.PAY, Command.PAY, Command.REFUND, _SERVE, _CLOSE],
]
_CALLS = {
    _ADD: "lines",
    Command.DISCOUNT: "discounts",
    Command.SERVICE_CHARGE: "service-charge",
    Command.PAY: "payments",
    Command.REFUND: "refunds",
}
_SHARED = 0.5
_ASKED_AGAIN = 2
_BAD: Sequence[tuple[Command, str, dict[str, object]]] = [
    (_VOID, "void", {"reason": "Spilt", "lines": [{"id": str(UUID(int=1)), "quantity": 1}]}),
    (_VOID, "void", {"reason": ""}),
    (_SPLIT, "split", {"lines": []}),
    (_SPLIT, "split", {"lines": [{"id": str(UUID(int=1)), "quantity": 1}]}),
    (_FIRE, "fire", {"course": 0}),
    (_MERGE, "merge", {"order": str(UUID(int=1))}),
    (_ADD, "lines", {"products": []}),
]


@dataclass(slots=True)
class Dinners:
    """Plays a dinner with each order that it is given, or with one that others play with at the same time."""

    place: Counter
    ledger: Ledger
    shared: deque[Any] = field(default_factory=lambda: deque[Any](maxlen=4))
    _evenings: Iterator[Sequence[Command]] = field(default_factory=lambda: cycle(_EVENINGS))
    _chance: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311 - nothing secret

    async def __call__(self, entry: Entry) -> None:
        """Give one command after the other, each made of the order as it was last heard of."""
        order, tag = entry.told["order"], '"1"'
        payments: list[Any] = []
        if self._chance.random() < _SHARED:
            self.shared.append(order)
            order, tag = self._chance.choice(self.shared), ""
        for command in next(self._evenings):
            if command is Command.REFUND and not payments:
                continue
            given = self._bad(order) if self._chance.random() < 0.05 else self._given(command, order, tag, payments)
            self.ledger.commands.append(given)
            for _ in range(_ASKED_AGAIN):
                if given.outcome is Outcome.UNKNOWN:
                    await self.place.send(given)
            if given.outcome is Outcome.UNKNOWN:
                return  # it is asked again when all is over
            if given.outcome is Outcome.OK:
                order, tag = given.told["order"], given.tag
                payments = given.told.get("bill", {}).get("payments", payments)

    def _given(self, command: Command, order: Any, tag: str, payments: Sequence[Any]) -> Given:  # noqa: ANN401 - JSON
        path, body = f"/api/orders/{order['id']}/{_CALLS.get(command, command)}", dict[str, object]()
        lines = [line for line in order["products"] if line["quantity"] > line["voided"]]
        more: dict[str, Any] = {}
        match command:
            case Command.ADD:
                added = [(*self._chance.choice(MENU), self._chance.randint(1, 5)) for _ in range(2)]
                more["lines"] = added
                body["products"] = [
                    line_of(*added[0]),
                    {**line_of(*added[1]), "course": 2, "note": "Hot"},
                ]
            case Command.START | Command.READY:
                rounds = [line["round"] or 0 for line in lines] or [1]
                which = self._chance.choice(rounds)
                ticket = written(OrderId(UUID(order["id"])), TicketKey(which, None))
                path = f"/api/kitchen/tickets/{ticket}/{command}"
                more["aims_at"] = frozenset(line["id"] for line in lines if line["round"] == which)
            case Command.VOID:
                body["reason"] = "Spilt"
                if some := self._some(lines):
                    body["lines"] = [some]
                    more["aims_at"] = frozenset({some["id"]})
            case Command.SPLIT:
                body["lines"] = [some] if (some := self._some(lines)) else []
            case Command.MERGE:
                more["other"] = body["order"] = self._chance.choice([*self.shared, order])["id"]
            case Command.REOPEN:
                body["reason"] = "Dessert"
            case _:
                body |= _of_a_bill(command, payments, len(self.ledger.commands))
        if tag and self._chance.random() < 0.3:
            more["headers"] = {"If-Match": tag}
        return self._of(command, order, path, body, **more)

    def _bad(self, order: Any) -> Given:  # noqa: ANN401 - JSON
        command, name, body = self._chance.choice(_BAD)
        return self._of(command, order, f"/api/orders/{order['id']}/{name}", body, good=False)

    def _of(self, command: Command, order: Any, path: str, body: object, **more: Any) -> Given:  # noqa: ANN401 - JSON
        key = f"{self.ledger.seed}-command-{len(self.ledger.commands)}"
        return Given(key=key, path=path, body=msgspec.json.encode(body), command=command, order=order["id"], **more)

    def _some(self, lines: Sequence[Any]) -> dict[str, Any]:
        if not lines:
            return {}
        line = self._chance.choice(lines)
        if self._chance.random() < 0.3:
            return {"id": line["id"]}
        return {"id": line["id"], "quantity": self._chance.randint(1, line["quantity"] - line["voided"])}


def _of_a_bill(command: Command, payments: Sequence[Any], number: int) -> dict[str, object]:
    match command:
        case Command.DISCOUNT:
            return {"percent": 10, "reason": "Late"}
        case Command.SERVICE_CHARGE:
            return {"percent": number / 10_000}  # never twice the same, which would leave nothing to be done
        case Command.PAY:
            return {"method": "card", "amount": 0.5, "tip": 0.1}
        case Command.REFUND:
            return {"payment": payments[-1]["id"], "amount": 0.25, "reason": "Cold"}
        case _:
            return {}
