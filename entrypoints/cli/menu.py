"""The menu of the service that is played, in the catalogue."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Final

import msgspec

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.dinner import AT_THE_BAR, DRINKS, FOOD, MENU, VAT

Prices = Mapping[str, Decimal]

_NOT_TO_THIS_CURRENCY: Final = 400
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


def prices_of_menu(manager: Client) -> Prices:
    """Have every dish be in the catalogue, taxed, and what is drunk made at the bar, and return what each costs."""
    bar = _bar(manager)
    _tax(manager)
    at_the_bar, in_the_kitchen = {"station": bar, "tax": DRINKS}, {"station": None, "tax": FOOD}
    return {
        name: _list_price(manager, name, price, at_the_bar if name in AT_THE_BAR else in_the_kitchen)
        for name, price in MENU.items()
    }


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


def _list_price(manager: Client, name: str, price: Decimal, more: Mapping[str, object]) -> Decimal:
    whole = price.to_integral_value(ROUND_CEILING)
    for amount in (price, whole):
        try:
            _ = manager.post("/api/products", {"name": name, "price": amount, **more}, msgspec.Raw)
        except Refused as refused:
            if refused.status == _THERE_ALREADY:
                return amount
            if refused.status != _NOT_TO_THIS_CURRENCY or amount is whole:
                raise
        else:
            return amount
    return whole
