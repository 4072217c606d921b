"""What was made for requests that may be sent again, on PostgreSQL."""

from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from sqlalchemy import bindparam

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import ByKey, Found, Lookup, coalesced_lookup
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.tables import NOT_SIGNED_IN, idempotency_keys
from application.kernel.answers import AnsweredMeanwhile, Answers, Kept, Sent
from application.kernel.unit_of_work import Change
from domain.billing.method import PaymentMethod
from domain.billing.tax_rate import TaxRate
from domain.catalogue.menu import MenuImported
from domain.catalogue.modifier_group import ModifierGroup
from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.events.webhook import Webhook
from domain.floor.section import Section
from domain.floor.table import Table
from domain.kernel.ids import RestaurantId
from domain.kernel.names import Name
from domain.ordering.dividing import Divided
from domain.ordering.order import Order
from domain.people.email import Email
from domain.people.waiter import Waiter

_FORGET: Final = idempotency_keys.delete().where(
    idempotency_keys.c.restaurant_id == bindparam("restaurant"), idempotency_keys.c.created_at < bindparam("moment")
)


class PostgresAnswers(Answers):
    """Keeps what was made, as JSON, in the table `idempotency_keys`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._look_up = coalesced_lookup(database, restaurant, _BY_KEY)
        self._restaurant = restaurant

    async def find(self, sent: Sent) -> Kept | None:
        return await self._look_up(sent)

    def keep(self, sent: Sent | None, made: object, *, at: datetime) -> Change:
        if sent is None:
            return Writes()
        row: Values = {
            "restaurant_id": self._restaurant,
            "user_id": sent.waiter or NOT_SIGNED_IN,
            "route": sent.route,
            "key": sent.key,
            "fingerprint": sent.fingerprint,
            "made": written(made),
            "created_at": at,
        }
        return Writes({idempotency_keys: [row]}, unless={"idempotency_keys_pkey": AnsweredMeanwhile})

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            await connection.without_timeout()
            return await connection.execute(_FORGET, {"restaurant": self._restaurant, "moment": moment})


class _Divided(msgspec.Struct, tag="divided"):
    made: Divided


class _Menu(msgspec.Struct, tag="menu"):
    made: MenuImported


class _ModifierGroup(msgspec.Struct, tag="modifier_group"):
    made: ModifierGroup


class _Order(msgspec.Struct, tag="order"):
    made: Order


class _PaymentMethod(msgspec.Struct, tag="payment_method"):
    made: PaymentMethod


class _Product(msgspec.Struct, tag="product"):
    made: Product


class _Section(msgspec.Struct, tag="section"):
    made: Section


class _Station(msgspec.Struct, tag="station"):
    made: Station


class _Table(msgspec.Struct, tag="table"):
    made: Table


class _Tax(msgspec.Struct, tag="tax"):
    made: TaxRate


class _User(msgspec.Struct, tag="user"):
    made: Waiter


class _Webhook(msgspec.Struct, tag="webhook"):
    made: Webhook


def _plain(value: object) -> str | int:
    return str(value) if isinstance(value, str) else int(cast("int", value))


def _value(kind: Any, kept: Any) -> object:  # noqa: ANN401 - a kind of text or number
    return kind.kept(kept) if issubclass(kind, Name | Email) else kind(kept)


_KINDS: Final[dict[type, Any]] = {
    Divided: _Divided,
    MenuImported: _Menu,
    ModifierGroup: _ModifierGroup,
    Order: _Order,
    PaymentMethod: _PaymentMethod,
    Product: _Product,
    Section: _Section,
    Station: _Station,
    Table: _Table,
    TaxRate: _Tax,
    Waiter: _User,
    Webhook: _Webhook,
}
_MADE: Final = msgspec.json.Decoder(
    _Divided
    | _Menu
    | _ModifierGroup
    | _Order
    | _PaymentMethod
    | _Product
    | _Section
    | _Station
    | _Table
    | _Tax
    | _User
    | _Webhook,
    dec_hook=_value,
)
_JSON: Final = msgspec.json.Encoder(enc_hook=_plain)


def written(made: object) -> str:
    """Return as JSON what was made: all of it, exactly."""
    return _JSON.encode(_KINDS[type(made)](made)).decode()


def read(
    made: str,
) -> (
    Divided
    | MenuImported
    | ModifierGroup
    | Order
    | PaymentMethod
    | Product
    | Section
    | Station
    | Table
    | TaxRate
    | Waiter
    | Webhook
):
    """Return what was made from how it was `written`."""
    return _MADE.decode(made).made


def _key(sent: Sent) -> tuple[UUID, str, str]:
    return sent.waiter or NOT_SIGNED_IN, sent.route, sent.key


def _result(sent: Sent, answers: Found) -> Kept | None:
    row = answers.get(_key(sent))
    return None if row is None else Kept(read(row.made), row.fingerprint)


_BY_KEY: Final[Lookup[Sent, Kept | None]] = Lookup(
    [
        ByKey(
            [idempotency_keys.c.user_id, idempotency_keys.c.route, idempotency_keys.c.key],
            [idempotency_keys.c.made, idempotency_keys.c.fingerprint],
        )
    ],
    lambda sent: [[_key(sent)]],
    _result,
)
