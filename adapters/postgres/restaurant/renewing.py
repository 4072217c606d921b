"""What is otherwise than in the export once a restaurant is brought in, because that may be older than what was seen.

Whatever was handed out before opens nothing any more, and no version that was shown means something else.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import BigInteger, Executable, bindparam, cast, extract, func

from adapters.postgres.kernel.connection import Connection
from adapters.postgres.kernel.metadata import metadata
from adapters.postgres.restaurant.belongings import belongings, removal_from, restaurant_of
from adapters.postgres.restaurant.tables import restaurants
from domain.kernel.ids import RestaurantId

# The contexts of these are downstream of here: known by name only.
_DEVICES: Final = "devices"
_WEBHOOKS: Final = "webhooks"
_HANDED_OUT: Final = frozenset({"activations", "approvals", "pairings", "sessions"})
_VERSIONS: Final = frozenset({"version", "token_version"})
_MICROSECONDS: Final = cast(func.floor(extract("epoch", func.now()) * 1_000_000), BigInteger)
"""Since 1970. A change adds one to a version and takes longer than a microsecond, so none has come this far."""


async def renew(connection: Connection, restaurant: RestaurantId, *, keep_devices: bool) -> None:
    """End what was handed out, and have versions begin where none has been; devices are revoked unless they are kept.

    Access tokens name the `token_version` of their user, which none of before can be.
    """
    for statement in _statements(keep_devices=keep_devices):
        _ = await connection.execute(statement, {"restaurant": restaurant})


def _statements(*, keep_devices: bool) -> Iterator[Executable]:
    for table in belongings():
        ours = restaurant_of(table) == bindparam("restaurant")
        if table.name in _HANDED_OUT:
            yield removal_from(table)
        elif versions := _VERSIONS & {*table.c.keys()}:
            jump = {name: func.greatest(table.c[name] + 1, _MICROSECONDS) for name in versions}
            yield table.update().where(ours).values(jump)
    yield restaurants.update().where(restaurants.c.id == bindparam("restaurant")).values(setup_token=None)
    # Where the original goes on, both would deliver: a manager says when this one does.
    webhooks = metadata.tables[_WEBHOOKS]
    idle = {"is_active": False, "holder_id": None, "held_until": None}
    yield webhooks.update().where(restaurant_of(webhooks) == bindparam("restaurant")).values(idle)
    if not keep_devices:
        devices = metadata.tables[_DEVICES]
        in_use = devices.c.revoked_at.is_(None)
        yield (
            devices.update()
            .where(restaurant_of(devices) == bindparam("restaurant"), in_use)
            .values(revoked_at=func.now())
        )
