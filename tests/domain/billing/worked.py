"""Bills that were worked out by hand, with a calculator and the published rule that each is after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.billing.bill import Bill
from domain.billing.charges import NO_SERVICE_CHARGE, Charge, ServiceCharge, Tax
from domain.billing.percent import Percent
from domain.kernel.money import Currency, Money
from tests.domain.billing.things import a_discount, line_id

NEW_YORK = Tax("prepared food", "Sales tax", Percent.of(Decimal("8.875")), included=False)
ONTARIO = Tax("prepared food", "HST", Percent.of(13), included=False)
GERMAN_FOOD = Tax("food", "MwSt", Percent.of(7), included=True)
GERMAN_DRINKS = Tax("drinks", "MwSt", Percent.of(19), included=True)
SWISS = Tax("restaurant", "MWST", Percent.of(Decimal("8.1")), included=True)
SWEDISH = Tax("restaurant", "Moms", Percent.of(12), included=True)
TAKEN_AWAY = Tax("taken away", "消費税", Percent.of(8), included=True)
EATEN_HERE = Tax("eaten here", "消費税", Percent.of(10), included=True)
BRITISH = Tax("standard", "VAT", Percent.of(20), included=True)


@dataclass(frozen=True, kw_only=True)
class Example:
    """What is ordered, as `price x quantity` and its tax; and what the bill says: amounts in the order of lines."""

    of: str
    currency: str
    lines: Sequence[tuple[str, int, Tax | None]]
    discounts: Sequence[tuple[Percent | str, Sequence[int] | None]] = ()
    service: ServiceCharge = NO_SERVICE_CHARGE
    taken: Sequence[str] = ()
    service_charge: str = "0"
    taxes: Sequence[tuple[str, str]] = ()  # base and amount
    line_taxes: Sequence[str] = field(default_factory=list[str])
    nets: Sequence[str] = field(default_factory=list[str])
    total: str
    coin: int = 1
    in_cash: str = ""

    def money(self, amount: str) -> Money:
        """Return an amount of the example's currency."""
        return Money(int(Decimal(amount).scaleb(Currency.of(self.currency).decimals)))

    @property
    def bill(self) -> Bill:
        """What the program says."""
        charges = [
            Charge(line_id(place), self.money(price), quantity, tax=tax)
            for place, (price, quantity, tax) in enumerate(self.lines)
        ]
        discounts = [
            a_discount(
                place,
                off if isinstance(off, Percent) else self.money(off),
                None if lines is None else frozenset(map(line_id, lines)),
            )
            for place, (off, lines) in enumerate(self.discounts)
        ]
        return Bill.of(charges, discounts=discounts, service=self.service)


EXAMPLES = [
    Example(
        of="New York: 4.5% city, 4% state and 0.375% MCTD, added once to the sum; 3.6609375 is 3.66",
        currency="USD",
        lines=[("14.50", 2, NEW_YORK), ("5.25", 1, NEW_YORK), ("3.50", 2, NEW_YORK)],
        taxes=[("41.25", "3.66")],
        line_taxes=["2.57", "0.47", "0.62"],
        total="44.91",
    ),
    Example(
        of="New York: 1.065 is 1.07, as half a cent goes up",
        currency="USD",
        lines=[("12.00", 1, NEW_YORK)],
        taxes=[("12.00", "1.07")],
        total="13.07",
    ),
    Example(
        of="New York: by the line it would be 0.08 four times; on the sum it is 0.30, and what rounds down waits",
        currency="USD",
        lines=[("0.85", 1, NEW_YORK)] * 4,
        taxes=[("3.40", "0.30")],
        line_taxes=["0.08", "0.08", "0.07", "0.07"],
        total="3.70",
    ),
    Example(
        of="Ontario: 13% HST on 9.99 is 1.2987; paid in coins of five cents",
        currency="CAD",
        lines=[("9.99", 1, ONTARIO)],
        taxes=[("9.99", "1.30")],
        total="11.29",
        coin=5,
        in_cash="11.30",
    ),
    Example(
        of="Germany: 23.80 / 1.07 is 22.24 and 12.00 / 1.19 is 10.08, each rate by itself",
        currency="EUR",
        lines=[
            ("18.90", 1, GERMAN_FOOD),
            ("4.60", 2, GERMAN_DRINKS),
            ("4.90", 1, GERMAN_FOOD),
            ("2.80", 1, GERMAN_DRINKS),
        ],
        taxes=[("23.80", "1.56"), ("12.00", "1.92")],
        line_taxes=["1.24", "1.47", "0.32", "0.45"],
        total="35.80",
    ),
    Example(
        of="Switzerland: a tenth off 32.30; 29.07 / 1.081 is 26.89; in cash five centimes are the smallest coin",
        currency="CHF",
        lines=[("24.50", 1, SWISS), ("7.80", 1, SWISS)],
        discounts=[(Percent.of(10), None)],
        taken=["3.23"],
        nets=["22.05", "7.02"],
        taxes=[("29.07", "2.18")],
        total="29.07",
        coin=5,
        in_cash="29.05",
    ),
    Example(
        of="Switzerland: 0.03 is nearer to five centimes than to none",
        currency="CHF",
        lines=[("4.03", 1, SWISS)],
        taxes=[("4.03", "0.30")],
        total="4.03",
        coin=5,
        in_cash="4.05",
    ),
    Example(
        of="Sweden: cash is paid in whole kronor, and half of one goes up",
        currency="SEK",
        lines=[("149.50", 1, SWEDISH)],
        taxes=[("149.50", "16.02")],
        total="149.50",
        coin=100,
        in_cash="150.00",
    ),
    Example(
        of="Japan: 1,394 / 1.08 is 1,291 and 1,960 / 1.1 is 1,782; there is nothing below a yen",
        currency="JPY",
        lines=[("1234", 1, TAKEN_AWAY), ("980", 2, EATEN_HERE), ("160", 1, TAKEN_AWAY)],
        taxes=[("1394", "103"), ("1960", "178")],
        line_taxes=["91", "178", "12"],
        total="3354",
    ),
    Example(
        of="Kuwait: no tax; a tenth for service, 0.8345, goes to the even fils",
        currency="KWD",
        lines=[("4.595", 1, None), ("1.250", 3, None)],
        service=ServiceCharge(Percent.of(10), taxed=False),
        service_charge="0.834",
        total="9.179",
    ),
    Example(
        of="Britain: a service charge that guests may refuse is not taxed; 24.75 / 1.2 is 20.625, and goes up",
        currency="GBP",
        lines=[("13.95", 1, BRITISH), ("5.40", 2, BRITISH)],
        service=ServiceCharge(Percent.of(Decimal("12.5")), taxed=False),
        service_charge="3.09",
        taxes=[("24.75", "4.12")],
        total="27.84",
    ),
    Example(
        of="Britain: one that they may not refuse is; 27.84 / 1.2 is 23.20",
        currency="GBP",
        lines=[("13.95", 1, BRITISH), ("5.40", 2, BRITISH)],
        service=ServiceCharge(Percent.of(Decimal("12.5")), taxed=True),
        service_charge="3.09",
        taxes=[("27.84", "4.64")],
        total="27.84",
    ),
    Example(
        of="Discounts: those of lines first, then those of the order as they were given, each on what is left",
        currency="USD",
        lines=[("28.00", 1, None), ("7.50", 1, None), ("3.00", 2, None)],
        discounts=[("5.00", None), (Percent.of(100), [1]), (Percent.of(10), None)],
        taken=["5.00", "7.50", "2.90"],
        nets=["21.49", "0", "4.61"],
        total="26.10",
    ),
    Example(
        of="Discounts: more than there is takes what there is",
        currency="USD",
        lines=[("28.00", 1, NEW_YORK), ("6.00", 1, NEW_YORK)],
        discounts=[("10.00", [1]), ("100.00", None)],
        taken=["6.00", "28.00"],
        nets=["0", "0"],
        taxes=[("0", "0")],
        total="0",
    ),
    Example(
        of="Discounts: a percentage of several lines is rounded once; 12.5 cents are twelve, as that is even",
        currency="EUR",
        lines=[("1.30", 1, None), ("1.20", 1, None), ("9.00", 1, None)],
        discounts=[(Percent.of(5), [0, 1])],
        taken=["0.12"],
        nets=["1.24", "1.14", "9.00"],
        total="11.38",
    ),
    Example(
        of="Everything: 20% off the food, 12.5% service that is taxed, two taxes that are added",
        currency="USD",
        lines=[("31.40", 1, NEW_YORK), ("11.25", 2, ONTARIO)],
        discounts=[(Percent.of(20), [0])],
        taken=["6.28"],
        service=ServiceCharge(Percent.of(Decimal("12.5")), taxed=True),
        service_charge="5.95",
        nets=["25.12", "22.50"],
        taxes=[("28.26", "2.51"), ("25.31", "3.29")],
        line_taxes=["2.51", "3.29"],
        total="59.37",
    ),
]
