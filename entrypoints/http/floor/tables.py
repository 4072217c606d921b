"""The tables."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from application.floor.add_table import AddTable
from application.floor.change_table import ChangeTable
from application.floor.list_tables import ListTables
from application.floor.remove_table import RemoveTable
from application.floor.show_table import ShowTable
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.floor.section import SectionNotFound
from domain.floor.table import TableChanged, TableInUse, TableNameTaken, TableNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import TableId
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.floor.table_schemas import (
    TABLE_EXAMPLE,
    TableBody,
    TableChangeBody,
    TableCreated,
    TableShown,
    TablesListed,
    TableView,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import PageNumber, PageSize, page_request, uuid_or
from entrypoints.http.kernel.responses import NOTHING_TO_SAY, answer, problems
from entrypoints.http.kernel.versions import IfMatch, matching_versions, versioned


@get(responses=answer(200, TablesListed, {"tables": [TABLE_EXAMPLE], "total": 1, "pages": 1, "current_page": 1}))
async def list_tables(
    tables: FromDishka[ListTables],
    _: FromRequest[Caller],
    page: PageNumber = None,
    per_page: PageSize = None,
) -> TablesListed:
    """List the tables.

    Open and closed ones, by name, page by page.
    """
    return TablesListed.of(await tables(page=page_request(page, per_page)))


@post(
    responses=answer(201, TableCreated, {"message": "Table created successfully", "table": TABLE_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), TableNameTaken(), SectionNotFound())
)
async def add_table(
    request: Request[Any, Any, Any],
    data: JSONBody[TableBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddTable],
    idempotency_key: IdempotencyKey = None,
) -> Response[TableCreated]:
    """Add a table."""
    rights.ensure_may_change_floor(caller)  # here too: an answer kept from before passes the use case by
    sent = sent_by(request, idempotency_key)
    adding = partial(add, caller=caller, name=data.name, section=data.section, seats=data.seats, sent=sent)
    table, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, table.id, TableCreated.of(table), before=before)


@get("/{table_id:str}", responses=answer(200, TableShown, {"table": TABLE_EXAMPLE}) | problems(TableNotFound()))
async def show_table(
    table_id: FromPath[str],
    show: FromDishka[ShowTable],
    _: FromRequest[Caller],
) -> Response[TableShown]:
    """Show a table.

    Its `ETag` is for changing it: guests come and go without it.
    """
    found = await show(table=TableId(uuid_or(TableNotFound, table_id)))
    return versioned(TableShown(TableView.of(found)), found.table.version)


@patch(
    "/{table_id:str}",
    responses=answer(200, TableShown, {"table": TABLE_EXAMPLE})
    | problems(
        OnlyManagersManage(), NotForTheKitchen(), TableNotFound(), SectionNotFound(), TableNameTaken(), TableChanged()
    ),
)
async def change_table(
    table_id: FromPath[str],
    data: JSONBody[TableChangeBody],
    change: FromDishka[ChangeTable],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[TableShown]:
    """Change a table."""
    which, versions = TableId(uuid_or(TableNotFound, table_id)), matching_versions(if_match)
    found = await change(
        caller=caller,
        table=which,
        versions=versions,
        name=data.name,
        section=data.section.value,
        seats=data.seats.value,
        is_open=data.open,
    )
    return versioned(TableShown(TableView.of(found)), found.table.version)


@delete(
    "/{table_id:str}",
    responses=NOTHING_TO_SAY
    | problems(OnlyManagersManage(), NotForTheKitchen(), TableNotFound(), TableChanged(), TableInUse()),
)
async def remove_table(
    table_id: FromPath[str],
    remove: FromDishka[RemoveTable],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> None:
    """Remove a table."""
    which, versions = TableId(uuid_or(TableNotFound, table_id)), matching_versions(if_match)
    await remove(caller=caller, table=which, versions=versions)


TABLES: Final = signed_in_router(
    "/api/tables", list_tables, add_table, show_table, change_table, remove_table, tag="Tables"
)
