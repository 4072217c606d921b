"""A table of a dinner service that is played, step by step: what its guests order, are served, and pay."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Final

import msgspec

from entrypoints.cli.client import Client
from entrypoints.cli.dinner import LATER, MAINS, STARTERS, Party
from entrypoints.cli.settling import NOTHING_TAKEN, Guests, Took
from entrypoints.cli.sold import Sold
from entrypoints.cli.tables import Table
from entrypoints.cli.wishes import Menu, Wish, wish

_SENT_BACK: Final = 0.04
"""How likely one dish of a table is sent back."""
_MAINS: Final = 2
"""Which course the mains are of, where there is one before."""
_VOIDED: Final = "voided"
_TO_BE_MADE: Final = ("sent", "started")


class _Line(msgspec.Struct):
    id: str
    product_name: str
    quantity: int
    unit_price: Decimal
    status: str


class _Order(msgspec.Struct):
    id: str
    products: list[_Line]


class _Answer(msgspec.Struct):
    order: _Order


@dataclass(slots=True)
class Visit:
    """One party's dinner, and the waiter who sees to it: what it `sold`, and what that `took`."""

    client: Client
    menu: Menu
    chance: Random
    party: Party
    dishes: Counter[str]
    table: Table | None = None
    sold: list[tuple[str, Sold]] = field(default_factory=list[tuple[str, Sold]])
    took: Took = NOTHING_TAKEN
    _id: str = ""

    def order(self) -> None:
        """Order all but what guests have later. The mains wait for the starters, where there are some."""
        body = {
            "customer_name": self.party.name,
            "guests": self.party.guests,
            "note": self.party.note,
            "table": self.table.id if self.table else None,
        }
        wishes = self._wishes(name for name in self.dishes if name not in LATER)
        self._id = self.client.post("/api/orders", {**body, **self._lines(wishes)}, _Answer, once=True).order.id
        self._count(wishes)

    @property
    def mains_wait(self) -> bool:
        """Whether the mains are to be fired."""
        return any(name in STARTERS for name in self.dishes)

    def fire(self) -> None:
        """Have the mains made."""
        _ = self.client.post(f"{self._path}/fire", {"course": _MAINS}, msgspec.Raw)

    @property
    def have_more(self) -> bool:
        """Whether the guests order something later."""
        return any(name in LATER for name in self.dishes)

    def order_more(self) -> None:
        """Order what guests have later."""
        wishes = self._wishes(name for name in self.dishes if name in LATER)
        _ = self.client.post(f"{self._path}/lines", self._lines(wishes), msgspec.Raw, once=True)
        self._count(wishes)

    def maybe_send_back(self) -> None:
        """Send one dish back, now and then."""
        if self.dishes.total() > 1 and self.chance.random() < _SENT_BACK:
            line = self.chance.choice(self._shown().products)
            one = {"reason": "Sent back", "lines": [{"id": line.id, "quantity": 1}]}
            _ = self.client.post(f"{self._path}/void", one, msgspec.Raw, once=True)
            self.sold.append((line.product_name, Sold(-1, -line.unit_price)))

    def is_waiting(self) -> bool:
        """Return whether something is still to be made."""
        return any(line.status in _TO_BE_MADE for line in self._shown().products)

    def serve_what_is_ready(self) -> bool:
        """Serve what is ready, and return whether something is still to be made."""
        lines = self._shown().products
        ready = [line.id for line in lines if line.status == "ready"]
        if ready:
            _ = self.client.post(f"{self._path}/serve", {"lines": ready}, msgspec.Raw)
        return any(line.status in _TO_BE_MADE for line in lines)

    def serve(self) -> None:
        """Serve what there is."""
        _ = self.client.post(f"{self._path}/serve", {}, msgspec.Raw)

    def pay(self) -> None:
        """Have the guests settle."""
        eaten = [line.id for line in self._shown().products if line.status != _VOIDED]
        self.took += Guests(self.client, self.chance, self._id, self.party.guests).settle(eaten)

    @property
    def _path(self) -> str:
        return f"/api/orders/{self._id}"

    def _shown(self) -> _Order:
        return self.client.get(self._path, _Answer).order

    def _wishes(self, names: Iterable[str]) -> Counter[Wish]:
        return Counter(wish(self.menu, name, self.chance) for name in names for _ in range(self.dishes[name]))

    def _lines(self, wishes: Counter[Wish]) -> Mapping[str, object]:
        waits = MAINS if self.mains_wait else ()
        return {"products": [each.line(many, _MAINS if each.name in waits else None) for each, many in wishes.items()]}

    def _count(self, wishes: Counter[Wish]) -> None:
        self.sold.extend((each.name, Sold(many, (each.price + each.extra) * many)) for each, many in wishes.items())
