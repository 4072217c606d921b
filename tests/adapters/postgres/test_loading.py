"""Orders that are loaded many at a time: they are those that were made, to the letter."""

from dataclasses import replace

from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, select, text

from adapters.postgres.ordering.loading import copy_rows, loading, text_format
from tests.contracts.things import a_line, a_product, a_waiter, an_order, kept, new_id
from tests.contracts.worlds import OURS, OnPostgres, open_both

NOTES = Table(
    "notes", MetaData(), Column("id", Uuid), Column("note", String), Column("number", Integer, nullable=False)
)


async def test_what_is_loaded_is_what_was_made(clean_database: str) -> None:
    world = OnPostgres(clean_database)
    _ = await open_both(world)
    ann, soup = a_waiter(), replace(a_product(), name=r"Soup \N \. \t")
    orders = [
        replace(an_order(ann, a_line(soup, 2), a_line(soup, 1, price=7), day=day), customer=f"Table \\{day}")
        for day in (1, 2)
    ]
    room = await kept(world, ann, soup)
    async with loading(world.database) as loader:
        await loader.load(copy_rows(OURS, [(order,) for order in orders]))
    assert [await room.orders.get(order.id) for order in orders] == orders
    await world.close()


async def test_what_is_absent_is_null_and_no_text(clean_database: str) -> None:
    world = OnPostgres(clean_database)
    rows = [(None, None, 1), (new_id(), r"\N", 2), (new_id(), "None", 3), (new_id(), r"back\slash", 4)]
    written = text_format(NOTES, [dict(zip(NOTES.c.keys(), row, strict=True)) for row in rows])
    async with world.database.transaction() as connection:
        _ = await connection.execute(text("CREATE TEMPORARY TABLE notes (id uuid, note text, number integer)"))
        await connection.copy_text(NOTES, written)
        assert [tuple(row) for row in await connection.fetch(select(NOTES).order_by(NOTES.c.number))] == rows
        _ = await connection.execute(text("DROP TABLE notes"))
    await world.close()
