"""The payment methods, on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, collate, func, select

from adapters.postgres.billing.tables import payment_methods
from adapters.postgres.kernel.changes import Run, Writes, insert_of, new_values, update_of
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.kernel.rows import Values
from application.billing.payment_methods import PaymentMethods
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change
from domain.billing.method import (
    FIRST_METHODS,
    PaymentKind,
    PaymentMethod,
    PaymentMethodChanged,
    PaymentMethodNotFound,
    PaymentMethodUnknown,
)
from domain.kernel.ids import PaymentMethodId, RestaurantId
from domain.kernel.names import Name

_OWN: Final = payment_methods.c.restaurant_id == bindparam("restaurant")
_ONE: Final = select(payment_methods).where(_OWN, payment_methods.c.id == bindparam("method"))
# Beside the one that is meant one that is there, unless none is: the first ones are until one is added or changed.
_PAGE: Final = (
    select(payment_methods)
    .where(_OWN)
    .order_by(collate(payment_methods.c.name, "C"))
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT: Final = select(func.count()).where(_OWN)
_ADD: Final = insert_of(payment_methods)
_BEGIN: Final = _ADD.on_conflict_do_nothing(index_elements=[payment_methods.c.restaurant_id, payment_methods.c.id])
_CHANGE: Final = update_of(payment_methods).where(payment_methods.c.version == bindparam("was"))


class PostgresPaymentMethods(PaymentMethods):
    """Keeps one restaurant's payment methods in a table, the first ones too once one is added or changed."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant
        self._look_up = coalesced_lookup(database, restaurant, _BY_NAME)

    async def get(self, method_id: PaymentMethodId) -> PaymentMethod:
        for row in await self._database.fetch(_ONE, {"restaurant": self._restaurant, "method": method_id}):
            return _method(row)
        for each in FIRST_METHODS:
            if each.id == method_id:  # of these no row is ever deleted: there is none yet
                return each
        raise PaymentMethodNotFound

    async def named(self, name: str) -> PaymentMethod:
        if (found := await self._look_up(name)) is None:
            raise PaymentMethodUnknown
        return found

    async def page(self, page: PageRequest) -> Sequence[PaymentMethod]:
        parameters = {"restaurant": self._restaurant, "limit": page.size, "offset": page.offset}
        rows = await self._database.fetch(_PAGE, parameters)
        if rows or await self._rows():
            return [_method(row) for row in rows]
        return FIRST_METHODS[page.offset : page.offset + page.size]

    async def count(self) -> int:
        return await self._rows() or len(FIRST_METHODS)

    def add(self, method: PaymentMethod) -> Change:
        return Writes(run=[*self._begin(), Run(_ADD, self._values(method))])

    def change(self, method: PaymentMethod) -> Change:
        changing = Run(_CHANGE, {**self._values(method), "was": method.version - 1}, PaymentMethodChanged)
        return Writes(run=[*self._begin(), changing])

    def _begin(self) -> Sequence[Run]:
        """Return what keeps the first ones, so that names and versions are held against theirs as well."""
        return [Run(_BEGIN, self._values(each)) for each in FIRST_METHODS]

    def _values(self, method: PaymentMethod) -> Values:
        return new_values(payment_methods, _row(self._restaurant, method))

    async def _rows(self) -> int:
        return (await self._database.fetch(_COUNT, {"restaurant": self._restaurant}))[0][0]


def _row(restaurant: RestaurantId, method: PaymentMethod) -> Values:
    return {
        "restaurant_id": restaurant,
        "id": method.id,
        "name": method.name,
        "kind": method.kind.value,
        "active": method.active,
        "version": method.version,
    }


def _method(row: Row) -> PaymentMethod:
    return PaymentMethod(
        id=PaymentMethodId(row.id),
        name=Name.kept(row.name),
        kind=PaymentKind(row.kind),
        active=row.active,
        version=row.version,
    )


def _named(name: str, found: Found, first: Found) -> PaymentMethod | None:
    if (name,) in found:
        return _method(found[name,])
    # Of the first ones there are rows once another was added: then what has none is called otherwise by now.
    return None if first else next((each for each in FIRST_METHODS if each.name == name), None)


_BY_NAME: Final[Lookup[str, PaymentMethod | None]] = Lookup(
    [ByKey([payment_methods.c.name], [*payment_methods.c]), ByKey([payment_methods.c.id], [payment_methods.c.id])],
    lambda name: [[(name,)], [(FIRST_METHODS[0].id,)]],
    _named,
)
