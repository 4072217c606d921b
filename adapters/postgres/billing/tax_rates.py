"""The tax rates, on PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import bindparam, collate, func, select

from adapters.postgres.billing.tables import taxes
from adapters.postgres.kernel.changes import Run, Writes, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.kernel.rows import Values
from application.billing.ports import TaxRates
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.billing.percent import Percent
from domain.billing.tax_rate import TaxRate, TaxRateChanged, TaxRateNotFound
from domain.kernel.ids import RestaurantId, TaxId
from domain.kernel.names import Name

_OWN: Final = taxes.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(taxes).where(_OWN, taxes.c.id == bindparam("tax"))
_PAGE: Final = (
    select(taxes)
    .where(_OWN)
    .order_by(collate(taxes.c.category, "C"), taxes.c.starts_on)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT: Final = select(func.count()).where(_OWN)
_CHANGE: Final = update_of(taxes).where(taxes.c.version == bindparam("was"))


class PostgresTaxRates(TaxRates):
    """Keeps one restaurant's tax rates in a table."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant
        self._look_up = coalesced_lookup(database, restaurant, _OF_CATEGORIES)

    async def get(self, tax_id: TaxId) -> TaxRate:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "tax": tax_id}):
            return _rate(row)
        raise TaxRateNotFound

    async def page(self, page: PageRequest) -> Sequence[TaxRate]:
        parameters = {"restaurant": self._restaurant, "limit": page.size, "offset": page.offset}
        return [_rate(row) for row in await self._database.fetch(_PAGE, parameters)]

    async def count(self) -> int:
        return (await self._database.fetch(_COUNT, {"restaurant": self._restaurant}))[0][0]

    async def of(self, categories: Collection[str]) -> Mapping[str, Sequence[TaxRate]]:
        return await self._look_up(categories)

    def add(self, rate: TaxRate) -> Change:
        return Writes({taxes: [_row(self._restaurant, rate)]})

    def change(self, rate: TaxRate) -> Change:
        values = new_values(taxes, _row(self._restaurant, rate))
        return Writes(run=[Run(_CHANGE, {**values, "was": rate.version - 1}, TaxRateChanged)])


def _row(restaurant: RestaurantId, rate: TaxRate) -> Values:
    return {
        "restaurant_id": restaurant,
        "id": rate.id,
        "category": rate.category,
        "name": rate.name,
        "percent": rate.percent.millionths,
        "included": rate.included,
        "starts_on": rate.starts_on,
        "version": rate.version,
    }


def _rate(row: Row) -> TaxRate:
    return TaxRate(
        id=TaxId(row.id),
        category=Name.kept(row.category),
        name=Name.kept(row.name),
        percent=Percent(row.percent),
        included=row.included,
        starts_on=row.starts_on,
        version=row.version,
    )


def _of_categories(categories: Collection[str], found: Found) -> Mapping[str, Sequence[TaxRate]]:
    return {each: [_rate(row) for row in found[each,]] for each in categories if (each,) in found}


_OF_CATEGORIES: Final[Lookup[Collection[str], Mapping[str, Sequence[TaxRate]]]] = Lookup(
    [ByKey([taxes.c.category], [*taxes.c], several=True)],
    lambda categories: [[(each,) for each in categories]],
    _of_categories,
)
