"""The menu of the service that is played, in the catalogue."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final
from urllib.parse import quote

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.dinner import AT_THE_BAR, CATEGORIES, DRINKS, FOOD, MENU, VAT
from entrypoints.cli.modifiers import GROUP_OF, NOT_TO_THIS_CURRENCY, groups_of_menu
from entrypoints.cli.wishes import Dish, Menu

_THERE_ALREADY: Final = 409
_BAR: Final = "Bar"


class _Station(msgspec.Struct):
    id: str
    name: str


class _OneStation(msgspec.Struct):
    station: _Station


class _Stations(msgspec.Struct):
    stations: list[_Station]


class _Tax(msgspec.Struct):
    category: str


class _Taxes(msgspec.Struct):
    taxes: list[_Tax]


class _Product(msgspec.Struct):
    id: str
    name: str
    price: Decimal
    category: str | None = None
    modifier_groups: Sequence[str] = ()


class _OneProduct(msgspec.Struct):
    product: _Product


class _Products(msgspec.Struct):
    products: list[_Product]


def list_menu(manager: Client) -> Menu:
    """Have every dish be in the catalogue, taxed, in a category, and what is drunk made at the bar, and return them."""
    bar = _bar(manager)
    _tax(manager)
    groups = groups_of_menu(manager)
    ids = {each.name: each.id for each in groups}
    menu = dict[str, Dish]()
    for name, price in MENU.items():
        station, tax = (bar, DRINKS) if name in AT_THE_BAR else (None, FOOD)
        shown = {"category": CATEGORIES[name], "modifier_groups": [ids[GROUP_OF[name]]] if name in GROUP_OF else None}
        product = _list(manager, name, price, {"station": station, "tax": tax, **shown})
        menu[name] = Dish(product.price, [each for each in groups if each.id in product.modifier_groups])
    return menu


def _tax(manager: Client) -> None:
    known = {each.category for each in manager.get("/api/taxes?per_page=100", _Taxes).taxes}
    for category, percent in VAT.items():
        if category not in known:
            rate = {"category": category, "name": "VAT", "percent": percent, "included": True}
            _ = manager.post("/api/taxes", rate, msgspec.Raw)


def _bar(manager: Client) -> str:
    try:
        return manager.post("/api/stations", {"name": _BAR}, _OneStation).station.id
    except Refused as refused:
        if refused.status != _THERE_ALREADY:
            raise
    stations = manager.get("/api/stations?per_page=100", _Stations).stations
    return next(each.id for each in stations if each.name == _BAR)


def _list(manager: Client, name: str, price: Decimal, more: Mapping[str, object]) -> _Product:
    whole = price.to_integral_value(ROUND_CEILING)
    for amount in (price, whole):
        try:
            return manager.post("/api/products", {"name": name, "price": amount, **more}, _OneProduct).product
        except Refused as refused:
            if refused.status == _THERE_ALREADY:
                break
            if refused.status != NOT_TO_THIS_CURRENCY or amount is whole:
                raise
    return _complete(manager, _listed(manager, name), more)


def _listed(manager: Client, name: str) -> _Product:
    found = manager.get(f"/api/products?per_page=100&name={quote(name)}", _Products).products
    return next(each for each in found if each.name == name)


def _complete(manager: Client, product: _Product, more: Mapping[str, object]) -> _Product:
    """Say of a product what nobody has said yet of how it is shown. Whatever was said stays."""
    missing = {key: more[key] for key in ("category", "modifier_groups") if more[key] and not getattr(product, key)}
    return manager.patch(f"/api/products/{product.id}", missing, _OneProduct).product if missing else product
