"""What a restaurant took: the figures of business days, and of waiters, payment methods and tax rates on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TypeVar

from domain.billing.charges import Tax
from domain.billing.method import PaymentKind
from domain.kernel.ids import WaiterId
from domain.kernel.money import NOTHING, Money

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What orders came to, and what was taken for them and given back.

    `gross` is without what was voided. `tax` is all of it, and `added_tax` the part that prices do not include.
    """

    orders: int = 0
    gross: Money = NOTHING
    voids: Money = NOTHING
    discounts: Money = NOTHING
    service_charge: Money = NOTHING
    tax: Money = NOTHING
    added_tax: Money = NOTHING
    rounding: Money = NOTHING
    payments: Money = NOTHING
    tips: Money = NOTHING
    refunds: Money = NOTHING

    def __add__(self, other: "Figures") -> "Figures":
        """Return both together."""
        return Figures(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Figures)})

    @property
    def net(self) -> Money:
        """What is left of the gross."""
        return self.gross - self.discounts - self.refunds

    @property
    def total(self) -> Money:
        """What the orders are to be paid with."""
        return self.gross - self.discounts + self.service_charge + self.added_tax + self.rounding


NO_FIGURES = Figures()


@dataclass(frozen=True, slots=True)
class Taxed:
    """What was sold at a tax rate, and the tax on it."""

    base: Money = NOTHING
    tax: Money = NOTHING

    def __add__(self, other: "Taxed") -> "Taxed":
        """Return both together."""
        return Taxed(self.base + other.base, self.tax + other.tax)


@dataclass(frozen=True, slots=True)
class Server:
    """Somebody who sold, or took money. They are the same, whatever they were called."""

    id: WaiterId
    name: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Method:
    """A way in which guests paid, as it was called then."""

    name: str
    kind: PaymentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """The figures of some business days; those of waiters, methods and rates are all of these days'.

    What was sold counts for whose sale it is, and money for who took it. Money alone is by method.
    """

    days: Mapping[date, Figures] = field(default_factory=dict[date, Figures])
    waiters: Mapping[Server, Figures] = field(default_factory=dict[Server, Figures])
    methods: Mapping[Method, Figures] = field(default_factory=dict[Method, Figures])
    taxes: Mapping[Tax, Taxed] = field(default_factory=dict[Tax, Taxed])

    @property
    def total(self) -> Figures:
        """All of it."""
        return sum(self.days.values(), NO_FIGURES)

    def __add__(self, other: "Takings") -> "Takings":
        """Return both together."""
        return Takings(
            days=summed(Figures(), (self.days, other.days)),
            waiters=summed(Figures(), (self.waiters, other.waiters)),
            methods=summed(Figures(), (self.methods, other.methods)),
            taxes=summed(Taxed(), (self.taxes, other.taxes)),
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is said otherwise in one place than in another: of a closed day, a grouping, or an order."""

    what: str
    said: str
    found: str


Sum = TypeVar("Sum", Figures, Taxed)


def summed(nothing: Sum, several: Iterable[Mapping[Key, Sum]]) -> Mapping[Key, Sum]:
    """Return what all of these have together, by key."""
    found = dict[Key, Sum]()
    for each in several:
        for key, figures in each.items():
            found[key] = found.get(key, nothing) + figures
    return found
