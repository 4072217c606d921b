"""What the kitchen has to make, on PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Executable,
    FromClause,
    Integer,
    Select,
    Subquery,
    Table,
    Uuid,
    bindparam,
    collate,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from adapters.postgres.catalogue.tables import products, stations
from adapters.postgres.floor.tables import tables
from adapters.postgres.kernel.connection import Row
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.statements import Parameters
from adapters.postgres.ordering import rows
from adapters.postgres.ordering.tables import READY, TO_MAKE, order_products, orders
from adapters.postgres.people.tables import users
from application.ordering.board import Board
from domain.kernel.ids import OrderId, ProductId, RestaurantId, StationId
from domain.kernel.names import Name, Note
from domain.ordering.ticket import (
    LOOKS_BACK,
    MOST_LINES_SHOWN,
    RECALLED_WITHIN,
    AllDay,
    Ticket,
    TicketKey,
    TicketStatus,
    tickets_of,
)

Rows = Select[*tuple[Any, ...]]

_RESTAURANT: Final = bindparam("restaurant", type_=Uuid)
_OURS: Final = order_products.c.restaurant_id == _RESTAURANT
_STATION: Final = order_products.c.station_id


def _stations(shown: ColumnElement[bool], *, of_one: bool) -> Subquery:
    """Return the stations that lines of the index name: each, or this one, and all that are not there any more.

    PostgreSQL looks up one after the other, whatever number of lines each has: a recursive CTE.
    """
    named = select(_STATION).where(_OURS, shown).order_by(_STATION).limit(literal_column("1", Integer))
    found = named.where(_STATION.is_not(None)).cte("stations_named", recursive=True)
    found = found.union_all(
        select(named.where(found.c.station_id < _STATION).correlate(found).scalar_subquery()).where(
            found.c.station_id.is_not(None)
        )
    )
    statement = select(found.c.station_id).where(found.c.station_id.is_not(None))
    if of_one:
        is_there = exists().where(stations.c.restaurant_id == _RESTAURANT, stations.c.id == found.c.station_id)
        statement = statement.where(or_(found.c.station_id == bindparam("station", type_=Uuid), ~is_there))
    return statement.subquery("asked_for")


@cache
def _shown(status: TicketStatus | None, *, of_one: bool, most: bool) -> Subquery:
    """Return the lines on the board, with `since`, station by station out of the index; with `most`, the oldest."""
    ready = status is TicketStatus.READY
    indexed: Any = READY if ready else TO_MAKE
    since = order_products.c.ready_at if ready else order_products.c.sent_at
    lines = select(order_products, since.label("since")).where(
        _OURS,
        indexed,
        order_products.c.quantity > order_products.c.voided + order_products.c.moved,
        since > bindparam("after", type_=DateTime(timezone=True)),
    )
    if status and not ready:
        lines = lines.where(order_products.c.status == literal_column(f"'{status}'"))
    if most:
        lines = lines.order_by(since, order_products.c.order_id, order_products.c.position).limit(
            bindparam("most", type_=Integer)
        )
    else:
        # Kept apart, or PostgreSQL would look through what all stations were ever sent.
        lines = lines.offset(literal_column("0", Integer))
    asked_for = _stations(indexed, of_one=of_one)
    theirs = lines.where(order_products.c.station_id == asked_for.c.station_id).lateral("theirs")
    kitchens = lines.where(_STATION.is_(None)).subquery("kitchens")
    return union_all(
        select(theirs).select_from(asked_for).join(theirs, true()),
        select(kitchens),
    ).subquery("shown")


@cache
def _tickets(status: TicketStatus | None, *, of_one: bool) -> Executable:
    shown = _shown(status, of_one=of_one, most=True)
    order = _found(orders, shown.c.order_id)
    return (
        select(
            shown,
            order.c.number,
            order.c.customer_name,
            order.c.note.label("order_note"),
            users.c.name.label("waiter_name"),
            tables.c.name.label("table_name"),
            stations.c.name.label("station_name"),
        )
        .join_from(shown, order, true())
        .join(users, (users.c.restaurant_id == _RESTAURANT) & (users.c.id == order.c.user_id))
        .join(tables, (tables.c.restaurant_id == _RESTAURANT) & (tables.c.id == order.c.table_id), isouter=True)
        .join(stations, (stations.c.restaurant_id == _RESTAURANT) & (stations.c.id == shown.c.station_id), isouter=True)
        .order_by(shown.c.since, shown.c.order_id, shown.c.position)
        .limit(bindparam("most", type_=Integer))
    )


@cache
def _all_day(*, of_one: bool) -> Executable:
    shown = _shown(None, of_one=of_one, most=False)
    quantity = func.sum(shown.c.quantity - shown.c.voided - shown.c.moved).label("quantity")
    made = select(shown.c.product_id, quantity).group_by(shown.c.product_id).subquery("made")
    product = _found(products, made.c.product_id)
    return (
        select(product.c.id, product.c.name, made.c.quantity)
        .join_from(made, product, true())
        .order_by(made.c.quantity.desc(), collate(product.c.name, "C"), product.c.id)
    )


def _found(table: Table, key: ColumnElement[Any]) -> FromClause:
    """Return the row with this id, looked up for each line by itself, however many PostgreSQL expects of either."""
    one = select(table).where(table.c.restaurant_id == _RESTAURANT, table.c.id == key)
    return one.offset(literal_column("0", Integer)).lateral(f"{table.name}_found")


class PostgresBoard(Board):
    """Reads one restaurant's lines that are to be made, or ready, by the indexes of these."""

    def __init__(self, database: Database, restaurant: RestaurantId) -> None:
        self._database = database
        self._restaurant = restaurant

    async def tickets(
        self, *, station: StationId | None, status: TicketStatus | None, now: datetime
    ) -> Sequence[Ticket]:
        after = now - (RECALLED_WITHIN if status is TicketStatus.READY else LOOKS_BACK)
        statement = _tickets(status, of_one=station is not None)
        found = await self._database.fetch(statement, {**self._of(station, after), "most": MOST_LINES_SHOWN})
        return tickets_of(map(_ticket, found))

    async def all_day(self, *, station: StationId | None, now: datetime) -> Sequence[AllDay]:
        statement = _all_day(of_one=station is not None)
        found = await self._database.fetch(statement, self._of(station, now - LOOKS_BACK))
        return [AllDay(ProductId(row.id), Name.kept(row.name), int(row.quantity)) for row in found]

    def _of(self, station: StationId | None, after: datetime) -> Parameters:
        return {"restaurant": self._restaurant, "station": station, "after": after}


def _ticket(row: Row) -> Ticket:
    """Return the ticket of a row, with its one line."""
    line = rows.line(row)
    return Ticket(
        order=OrderId(row.order_id),
        number=row.number,
        table=row.table_name,
        customer=Name.kept(row.customer_name),
        waiter=Name.kept(row.waiter_name),
        note=None if row.order_note is None else Note.kept(row.order_note),
        key=TicketKey.of(line),
        station=row.station_name,
        since=row.since,
        lines=(line,),
    )
