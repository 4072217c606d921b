"""What the calls about bills take."""

from typing import Annotated, ClassVar

from domain.billing.percent import Percent
from domain.kernel.errors import Invalid
from domain.kernel.ids import LineId, PaymentId
from domain.kernel.money import NOTHING, Currency, Money, Price
from domain.kernel.names import Name, Note
from entrypoints.http.kernel.body import Body, Later, Missing
from entrypoints.http.ordering.command_schemas import ReasonRequired


class PercentOrAmount(Invalid):
    """A discount that is neither a part nor an amount, or both."""

    says = "Say a percent or an amount, one of them"


class MethodRequired(Invalid):
    """A payment by no method."""

    says = "Say the payment method, by its name"


class AmountRequired(Invalid):
    """Money, and nobody knows how much."""

    says = "Say the amount"


class PaymentRequired(Invalid):
    """Money given back out of no payment."""

    says = "Say which payment is refunded"


class DiscountBody(Body, frozen=True):
    """What to take off, and why: so many percent, or an amount; off these lines together, or off the whole order."""

    example: ClassVar = {"percent": 10, "reason": "Regulars"}

    reason: Annotated[Note, Missing(ReasonRequired)]
    percent: Annotated[Percent | None, Missing()] = None
    amount: Annotated[Later[Price] | None, Missing()] = None
    lines: list[LineId] | None = None

    def off(self, currency: Currency) -> Percent | Money:
        """Return the part or the amount, or raise `PercentOrAmount`."""
        if self.percent is not None and self.amount is None:
            return self.percent
        if self.amount is None or self.percent is not None:
            raise PercentOrAmount(field=("percent",))
        return self.amount(currency)


class ServiceChargeBody(Body, frozen=True):
    """How many percent are added for service; 0 is none."""

    example: ClassVar = {"percent": 12.5}

    percent: Percent


class PaymentBody(Body, frozen=True):
    """Money that is taken. Of cash, `tendered` is what was handed over for the amount and the tip."""

    example: ClassVar = {"method": "cash", "amount": 5, "tip": 0.5, "tendered": 10}

    method: Annotated[Name, Missing(MethodRequired)]
    amount: Annotated[Later[Price], Missing(AmountRequired)]
    tip: Annotated[Later[Price] | None, Missing()] = None
    tendered: Annotated[Later[Price] | None, Missing()] = None
    reference: Note | None = None

    def moneys(self, currency: Currency) -> tuple[Money, Money, Money | None]:
        """Return the amount, the tip and what was handed over, or raise the first one's refusal."""
        tip = NOTHING if self.tip is None else self.tip(currency)
        return self.amount(currency), tip, None if self.tendered is None else self.tendered(currency)


class RefundBody(Body, frozen=True):
    """Which payment to give back, how much of it, and why."""

    example: ClassVar = {
        "payment": "01937b1e-7c00-7000-8000-00000000000c",
        "amount": 2.5,
        "reason": "The coffee was cold",
    }

    payment: Annotated[PaymentId, Missing(PaymentRequired)]
    amount: Annotated[Later[Price], Missing(AmountRequired)]
    reason: Annotated[Note, Missing(ReasonRequired)]
