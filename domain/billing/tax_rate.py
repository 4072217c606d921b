"""The rates at which a restaurant's categories of products are taxed, each from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.billing.charges import Tax
from domain.billing.percent import Percent
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import TaxId
from domain.kernel.names import Name


class TaxRateNotFound(NotFound):
    """The restaurant has no such tax rate."""

    says = "Tax rate not found"


class TaxCategoryUnknown(Invalid):
    """A category of tax that no rate is of."""

    says = "There is no tax rate of this category; add one first"


class TaxRateTaken(Conflict):
    """The category has another rate from the same day on."""

    says = "The category has a tax rate from this day on already"


class TaxRateChanged(Conflict):
    """Somebody else changed the tax rate since it was read."""

    says = "The tax rate was changed in the meantime; read it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """How a category of products is taxed from a business day on, until another rate of it starts."""

    id: TaxId
    category: Name
    name: Name
    percent: Percent
    included: bool
    starts_on: date
    version: int = 1

    @property
    def tax(self) -> Tax:
        """What a line that is ordered at this rate keeps of it."""
        return Tax(self.category, self.name, self.percent, self.included)

    def changed(
        self,
        *,
        name: Name | None = None,
        percent: Percent | None = None,
        included: bool | None = None,
        starts_on: date | None = None,
    ) -> "TaxRate":
        """Return the rate with what is given, or itself where nothing differs."""
        following = replace(
            self,
            name=self.name if name is None else name,
            percent=self.percent if percent is None else percent,
            included=self.included if included is None else included,
            starts_on=self.starts_on if starts_on is None else starts_on,
        )
        return self if following == self else replace(following, version=self.version + 1)


def charged(rates: Iterable[TaxRate], category: str, day: date) -> Tax | None:
    """Return the tax of a category on a business day, by the latest of its rates that has started; None before."""
    started = [each for each in rates if each.category == category and each.starts_on <= day]
    return max(started, key=lambda each: each.starts_on).tax if started else None
