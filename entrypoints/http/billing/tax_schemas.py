"""What the calls about taxes take and answer."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, Self
from uuid import UUID

import msgspec

from application.kernel.pages import Slice
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate
from domain.kernel.errors import Invalid
from domain.kernel.names import Name
from entrypoints.http.kernel.body import Body, Missing


class CategoryAndNameRequired(Invalid):
    """A tax rate without a category or a name."""

    says = "Category and name are required"


class TaxBody(Body, frozen=True, rename={"starts_on": "from"}):
    """A new tax rate. It starts on today's business day where nothing is said."""

    example: ClassVar = {"category": "Food", "name": "VAT", "percent": 7, "included": True, "from": "2027-01-01"}

    category: Annotated[Name, Missing(CategoryAndNameRequired)]
    name: Annotated[Name, Missing(CategoryAndNameRequired)]
    percent: Percent
    included: bool
    starts_on: date | None = None


class TaxChangeBody(Body, frozen=True, rename={"starts_on": "from"}):
    """What is to change about a tax rate. What is absent or null stays."""

    example: ClassVar = {"percent": 8.875}

    name: Name | None = None
    percent: Percent | None = None
    included: bool | None = None
    starts_on: date | None = None


class TaxView(msgspec.Struct, frozen=True, rename={"starts_on": "from"}):
    """How a category of products is taxed from a business day on, until another rate of it starts."""

    id: UUID
    category: str
    name: str
    percent: Decimal
    included: bool
    starts_on: date

    @classmethod
    def of(cls, rate: TaxRate) -> Self:
        """Show a tax rate."""
        return cls(rate.id, rate.category, rate.name, rate.percent.number, rate.included, rate.starts_on)


class TaxCreated(msgspec.Struct, frozen=True):
    """A new tax rate."""

    message: str
    tax: TaxView

    @classmethod
    def of(cls, rate: TaxRate) -> Self:
        """Show a new tax rate."""
        return cls("Tax rate created successfully", TaxView.of(rate))


class TaxShown(msgspec.Struct, frozen=True):
    """A tax rate."""

    tax: TaxView


class TaxesListed(msgspec.Struct, frozen=True):
    """A page of the tax rates."""

    taxes: list[TaxView]
    total: int | None
    pages: int | None
    current_page: int | None

    @classmethod
    def of(cls, found: Slice[TaxRate, Any]) -> Self:
        """Show the page."""
        return cls([TaxView.of(each) for each in found.items], found.total, found.pages, found.number)


TAX_EXAMPLE: Final = {
    "id": "01937b1e-7c00-7000-8000-00000000000c",
    "category": "Food",
    "name": "VAT",
    "percent": 7,
    "included": True,
    "from": "2027-01-01",
}
