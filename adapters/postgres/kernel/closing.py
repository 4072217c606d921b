"""Business days in the statement that writes: a unit of work that counts for a closed one is left out as a whole.

The statement locks the row that says how far days are closed, as one that refers to it would: no two of them wait for
each other. Whoever closes a day locks it alone, and so comes after all that is being written for that day.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, any_, exists, func, select

from adapters.postgres.kernel.changes import Day
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.tables import day_heads

DAY_CLOSED: Final = "day_closed"
"""What the rule is called."""


def day_rows(days: Collection[Day]) -> Sequence[Values]:
    """Return days as rows of `day_heads`."""
    return [{"restaurant_id": restaurant, "closed_through": day} for restaurant, day in days]


def is_closed(new: Any, named: Mapping[Any, Any]) -> ColumnElement[bool]:  # noqa: ANN401 - SQLAlchemy tells no more of it
    """Return the condition that the day in a row of `new`, which has the columns of `day_heads`, is closed."""
    owner, through = day_heads.c.restaurant_id, day_heads.c.closed_through
    here = named[owner] if owner in named else any_(func.array(select(new.c[owner.name]).scalar_subquery()))
    head: Any = (
        select(owner, through)
        .where(owner == here)
        .order_by(owner)
        .with_for_update(read=True, key_share=True)
        .cte("locked_days")
    )
    return exists().where(head.c[owner.name] == new.c[owner.name], head.c[through.name] >= new.c[through.name])
