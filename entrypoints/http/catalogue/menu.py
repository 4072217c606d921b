"""Importing a menu."""

from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, ClassVar, Final, cast

from dishka import FromDishka
from litestar import Request, Response, post
from litestar.openapi.spec import Example, OpenAPIMediaType, OpenAPIType, Operation, Reference, RequestBody, Schema
from litestar.params import QueryParameter

from application.catalogue.import_menu import ImportMenu
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.catalogue.menu import MenuRefused
from domain.catalogue.product import ProductChanged, ProductNameTaken
from domain.catalogue.station import StationNotFound
from domain.kernel.caller import Caller
from domain.kernel.money import Currency
from entrypoints.http.catalogue.menu_columns import ColumnNamedTwice, MenuWithoutNames
from entrypoints.http.catalogue.menu_file import MenuNotText, TooManyMenuRows, read_menu
from entrypoints.http.catalogue.menu_views import MENU_EXAMPLE, MenuShown
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.errors import BodyTooSlow, UnsupportedBody, too_large
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.json_request import LARGEST_MENU, JSONRequest
from entrypoints.http.kernel.once import IdempotencyKey, replayed, sent_by
from entrypoints.http.kernel.responses import answer, problems

_KIND: Final = "text/csv"
_FILE: Final = "Name;Preis;Kategorie\r\nEspresso;2,50;Kaffee\r\nTiramisu;\u20ac 8,50;Dessert\r\n"


Preview = Annotated[
    bool, QueryParameter(name="preview", description="Whether to say what would be done, and do nothing.")
]


class UnsupportedMenu(UnsupportedBody):
    """A menu that is not declared to be CSV."""

    says = "Send the menu as text/csv"
    takes: ClassVar[str] = _KIND


@dataclass
class TakesMenu(Operation):
    """A call whose body is a menu's file, which no parameter of its handler says."""

    request_body: RequestBody | Reference | None = field(
        default_factory=lambda: RequestBody(
            content={
                _KIND: OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING), examples={"menu": Example(value=_FILE)})
            },
            required=True,
        )
    )


@post(
    "/import",
    status_code=200,
    request_max_body_size=LARGEST_MENU,
    operation_class=TakesMenu,
    responses=answer(200, MenuShown, MENU_EXAMPLE)
    | problems(
        OnlyManagersManage(),
        NotForTheKitchen(),
        MenuRefused([((3, "price"), "This cannot be read as a price")]),
        MenuWithoutNames(),
        ColumnNamedTwice.of("price", ["Price", "Preis"]),
        MenuNotText(),
        TooManyMenuRows(),
        ProductChanged(),
        ProductNameTaken(),
        StationNotFound(),
        BodyTooSlow(),
        too_large(LARGEST_MENU // 1024, ""),
        UnsupportedMenu(),
    ),
)
async def import_menu(
    request: Request[Any, Any, Any],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    importing: FromDishka[ImportMenu],
    currency: FromDishka[Currency],
    *,
    preview: Preview = False,
    idempotency_key: IdempotencyKey = None,
) -> Response[MenuShown]:
    """Import a menu.

    A file of up to 5,000 rows, its cells separated by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252. The
    first row names the columns, in English, German, Spanish or French, in any order: name, and what there is of price,
    category, station, tax, stock and available, or sold out, which is the opposite; `ignored_columns` are those that
    are none of these. A product that is there, by its name in any case, is changed, others are made; what a row does
    not say stays as it is. With a row that cannot be, nothing is imported.
    """
    rights.ensure_may_change_catalogue(caller)  # here too: an answer kept from before passes the use case by
    content = await cast("JSONRequest", request).file(_KIND, UnsupportedMenu())
    sent = None if preview else sent_by(request, idempotency_key)
    file = await read_menu(content, currency)
    doing = partial(importing, caller=caller, rows=file.rows, preview=preview, sent=sent)
    menu, before = await once(sent=sent, kept=await once.find(sent), do=doing)
    shown = await MenuShown.of(menu, currency, ignored=file.ignored_columns, preview=preview)
    return JSONAnswer(shown, headers=replayed(before=before))
