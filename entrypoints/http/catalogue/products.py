"""The products."""

from functools import partial
from typing import Annotated, Any, Final

from dishka import FromDishka
from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter

from application.catalogue.add_product import AddProduct
from application.catalogue.change_product import ChangeProduct
from application.catalogue.list_products import ListProducts
from application.catalogue.show_product import ShowProduct
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.billing.tax_rate import TaxCategoryUnknown
from domain.catalogue.modifier_group import ModifierGroupNotFound
from domain.catalogue.product import (
    ModifierGroupRepeated,
    ProductChanged,
    ProductNameTaken,
    ProductNotFound,
    TooManyModifierGroups,
)
from domain.catalogue.station import StationNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import ProductId
from domain.kernel.money import Currency
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.catalogue.menu import import_menu
from entrypoints.http.catalogue.schemas import (
    PRODUCT_EXAMPLE,
    ProductBody,
    ProductChangeBody,
    ProductCreated,
    ProductShown,
    ProductsListed,
    ProductView,
)
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.cursors import Cursors
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import Cursor, PageNumber, PageSize, page_request, part, uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned

_COMES_WITH: Final = (
    ModifierGroupNotFound(),
    TooManyModifierGroups(field=("modifier_groups",)),
    ModifierGroupRepeated(field=("modifier_groups", 1)),
)


@get(responses=answer(200, ProductsListed, {"products": [PRODUCT_EXAMPLE], "total": 1, "pages": 1, "current_page": 1}))
async def list_products(  # noqa: PLR0913, PLR0917 - one parameter of the query string each
    request: Request[Any, Any, Any],
    products: FromDishka[ListProducts],
    cursors: FromDishka[Cursors],
    currency: FromDishka[Currency],
    _: FromRequest[Caller],
    name: Annotated[
        str | None, QueryParameter(description="A part of the name, in any case, with or without accents.")
    ] = None,
    category: Annotated[str | None, QueryParameter(description="The category that they are in, exactly.")] = None,
    page: PageNumber = None,
    per_page: PageSize = None,
    cursor: Cursor = None,
) -> Response[ProductsListed]:
    """List the products.

    By name: page by page, or on from a cursor.
    """
    name_part, only = part(name, "name"), part(category, "category") or None
    walked = ("products", name_part, only)
    after = cursors.place(walked, cursor, str)
    found = await products(page=page_request(page, per_page), after=after, name_part=name_part, category=only)
    return JSONAnswer(ProductsListed.of(found, currency), headers=cursors.link(request, walked, found.last))


@post(
    responses=answer(201, ProductCreated, {"message": "Product created successfully", "product": PRODUCT_EXAMPLE})
    | problems(
        OnlyManagersManage(),
        NotForTheKitchen(),
        ProductNameTaken(),
        StationNotFound(),
        TaxCategoryUnknown(field=("tax",)),
        *_COMES_WITH,
    )
)
async def add_product(
    request: Request[Any, Any, Any],
    data: JSONBody[ProductBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddProduct],
    currency: FromDishka[Currency],
    idempotency_key: IdempotencyKey = None,
) -> Response[ProductCreated]:
    """Add a product."""
    rights.ensure_may_change_catalogue(caller)  # here too: an answer kept from before passes the use case by
    price = data.price(currency)
    sent = sent_by(request, idempotency_key)
    adding = partial(
        add,
        caller=caller,
        name=data.name,
        price=price,
        available=data.available,
        category=data.category,
        tax=data.tax,
        station=data.station,
        stock=data.stock,
        modifier_groups=tuple(data.modifier_groups or ()),
        open_price=data.open_price,
        sent=sent,
    )
    product, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, product.id, ProductCreated.of(product, currency), before=before)


@get(
    "/{product_id:str}", responses=answer(200, ProductShown, {"product": PRODUCT_EXAMPLE}) | problems(ProductNotFound())
)
async def show_product(
    product_id: FromPath[str],
    show: FromDishka[ShowProduct],
    currency: FromDishka[Currency],
    _: FromRequest[Caller],
    if_none_match: IfNoneMatch = None,
) -> Response[ProductShown]:
    """Show a product."""
    product = await show(product=ProductId(uuid_or(ProductNotFound, product_id)))
    return versioned(ProductShown(ProductView.of(product, currency)), product.version, if_none_match)


@patch(
    "/{product_id:str}",
    responses=answer(200, ProductShown, {"product": PRODUCT_EXAMPLE})
    | problems(
        OnlyManagersManage(),
        NotForTheKitchen(),
        ProductNotFound(),
        ProductNameTaken(),
        ProductChanged(),
        StationNotFound(),
        TaxCategoryUnknown(field=("tax",)),
        *_COMES_WITH,
    ),
)
async def change_product(
    product_id: FromPath[str],
    data: JSONBody[ProductChangeBody],
    change: FromDishka[ChangeProduct],
    currency: FromDishka[Currency],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[ProductShown]:
    """Change a product."""
    product = await change(
        caller=caller,
        product=ProductId(uuid_or(ProductNotFound, product_id)),
        versions=matching_versions(if_match),
        name=data.name,
        price=None if data.price is None else data.price(currency),
        available=data.available,
        category=data.category.value,
        tax=data.tax.value,
        station=data.station.value,
        stock=data.stock.value,
        modifier_groups=data.groups,
        open_price=data.open_price,
    )
    return versioned(ProductShown(ProductView.of(product, currency)), product.version)


PRODUCTS: Final = signed_in_router(
    "/api/products", list_products, add_product, import_menu, show_product, change_product, tag="Products"
)
