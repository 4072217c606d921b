"""Answers kept for requests that may be sent again, on PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ARRAY, String, Uuid, and_, any_, bindparam, select

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.lookups import Lookup, coalesced_lookup
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.kernel.tables import NOT_SIGNED_IN, idempotency_keys
from application.kernel.answers import Answer, AnsweredMeanwhile, Answers, RequestKey
from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId

_ANSWERS: Final = select(idempotency_keys).where(
    and_(
        idempotency_keys.c.restaurant_id == any_(bindparam("restaurants", type_=ARRAY(Uuid))),
        idempotency_keys.c.user_id == any_(bindparam("users", type_=ARRAY(Uuid))),
        idempotency_keys.c.route == any_(bindparam("routes", type_=ARRAY(String))),
        idempotency_keys.c.key == any_(bindparam("keys", type_=ARRAY(String))),
    )
)
_FORGET: Final = idempotency_keys.delete().where(idempotency_keys.c.created_at < bindparam("moment"))


class PostgresAnswers(Answers):
    """Keeps one restaurant's answers in the table `idempotency_keys`."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._look_up = coalesced_lookup(database, _BY_KEY)
        self._restaurant = restaurant

    async def find(self, key: RequestKey) -> Answer | None:
        return await self._look_up((self._restaurant, key))

    def keep(self, key: RequestKey, answer: Answer) -> Change:
        row = _row(self._restaurant, key, answer)
        return Writes({idempotency_keys: [row]}, unless={"idempotency_keys_pkey": AnsweredMeanwhile})

    async def forget_before(self, moment: datetime) -> int:
        async with self._database.transaction() as connection:
            await connection.without_timeout()
            return await connection.execute(_FORGET, {"moment": moment})


_Key = tuple[RestaurantId, RequestKey]


def _parameters(keys: Sequence[_Key]) -> Parameters:
    return {
        "restaurants": list({restaurant for restaurant, _ in keys}),
        "users": list({key.waiter or NOT_SIGNED_IN for _, key in keys}),
        "routes": list({key.route for _, key in keys}),
        "keys": list({key.key for _, key in keys}),
    }


def _results(keys: Sequence[_Key], rows: Sequence[Row]) -> list[Answer | None]:
    answers = {
        (row.restaurant_id, row.user_id, row.route, row.key): Answer(
            fingerprint=row.fingerprint, status=row.status, body=row.body, answered_at=row.created_at
        )
        for row in rows
    }
    return [answers.get((restaurant, key.waiter or NOT_SIGNED_IN, key.route, key.key)) for restaurant, key in keys]


_BY_KEY: Final = Lookup([_ANSWERS], _parameters, _results)


def _row(restaurant: RestaurantId, key: RequestKey, answer: Answer) -> Values:
    return {
        "restaurant_id": restaurant,
        "user_id": key.waiter or NOT_SIGNED_IN,
        "route": key.route,
        "key": key.key,
        "fingerprint": answer.fingerprint,
        "status": answer.status,
        "body": answer.body,
        "created_at": answer.answered_at,
    }
