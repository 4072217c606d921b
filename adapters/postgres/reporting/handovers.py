"""Orders that were handed over, as SQL: an order less of one waiter's, and one more of another's.

What was sold by then stays whose it was, so only orders are counted here.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, FromClause, Select, Subquery, Uuid, bindparam, literal_column, select, union_all

from adapters.postgres.ordering.tables_of_queues import handovers_to_roll_up
from adapters.postgres.reporting.measures import measured

_OURS: Final = bindparam("restaurant", type_=Uuid)


def _sides(handed: FromClause, former: str, now: str) -> list[Select[*tuple[Any, ...]]]:
    return [
        select(
            handed.c.restaurant_id,
            handed.c[whose].label("user_id"),
            handed.c.business_date,
            handed.c.local_hour,
            *measured(orders=literal_column(number, BigInteger)),
        )
        for whose, number in (("former_user_id", former), ("user_id", now))
    ]


def counted(handed: FromClause) -> list[Select[*tuple[Any, ...]]]:
    """Return what rows of the queue of handovers make of the sums."""
    return _sides(handed, "-1::bigint", "1::bigint")


def not_counted() -> list[Select[*tuple[Any, ...]]]:
    """Return what those that wait take off what orders come to by whose they are now."""
    return _sides(handovers_to_roll_up, "1::bigint", "-1::bigint")


WAITING: Final[Subquery] = union_all(
    *(each.where(handovers_to_roll_up.c.restaurant_id == _OURS) for each in counted(handovers_to_roll_up))
).subquery("handed_over")
"""What no sum has counted yet."""
