"""A restaurant as it is on a Friday evening: its menu, its tables, and guests at them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from tests.browser.server import Client

SECTIONS: Final = {
    "Inside": ["1", "2", "3", "4", "5", "6", "7", "8"],
    "Terrace": ["T1", "T2", "T3", "T4"],
    "Bar": ["B1", "B2"],
}
MENU: Final = {
    "Starters": {"Bruschetta": 6.5, "Vitello tonnato": 12.8, "Burrata": 11.5, "Soup of the day": 7.2},
    "Pasta": {"Spaghetti carbonara": 13.9, "Tagliatelle al ragù": 14.5, "Ravioli with ricotta": 15.2, "Lasagne": 13.5},
    "Mains": {"Sea bream": 22.5, "Steak": 26.9, "Risotto": 16.8, "Aubergine parmigiana": 15.9},
    "Desserts": {"Tiramisu": 7.8, "Panna cotta": 6.9, "Affogato": 6.2},
    "Drinks": {"Espresso": 2.5, "Water": 3.2, "House red": 5.5, "House white": 5.5, "Lemonade": 4.2, "Beer": 4.4},
}
STEAK: Final = {"name": "Doneness", "least": 1, "most": 1, "modifiers": ["Rare", "Medium", "Well done"]}
EXTRAS: Final = {"name": "Extras", "least": 0, "most": 2, "modifiers": ["Truffle", "Parmesan"]}


@dataclass
class House:
    """What is where, by name: ids of products, modifiers, tables and stations."""

    products: dict[str, str] = field(default_factory=dict)
    modifiers: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    stations: dict[str, str] = field(default_factory=dict)


def furnish(manager: Client) -> House:
    """Have a menu, taxes, stations, sections and tables, also where there is a menu already."""
    house = House()
    for name in ("Bar", "Grill"):
        house.stations[name] = manager.post("/api/stations", {"name": name})["station"]["id"]
    _tax(manager)
    groups = {each["name"]: _group(manager, house, each) for each in (STEAK, EXTRAS)}
    more: dict[str, dict[str, Any]] = {
        "Steak": {"station": house.stations["Grill"], "modifier_groups": [groups["Doneness"]], "stock": 9},
        "Risotto": {"modifier_groups": [groups["Extras"]]},
    }
    for category, dishes in MENU.items():
        drunk = {"tax": "Drinks", "station": house.stations["Bar"]}
        common = {"category": category, **(drunk if category == "Drinks" else {"tax": "Food"})}
        for name, price in dishes.items():
            body = {"name": name, "price": price, **common, **more.get(name, {})}
            house.products[name] = _product(manager, body)
    for section, names in SECTIONS.items():
        made = manager.post("/api/sections", {"name": section})["section"]["id"]
        for name in names:
            table = {"name": name, "section": made, "seats": 4}
            house.tables[name] = manager.post("/api/tables", table)["table"]["id"]
    return house


def _tax(manager: Client) -> None:
    taxed = {each["category"] for each in manager.get("/api/taxes")["taxes"]}
    for category, percent in (("Food", 7), ("Drinks", 19)):
        if category not in taxed:
            tax = {"category": category, "name": "VAT", "percent": percent, "included": True}
            _ = manager.post("/api/taxes", tax)


def _product(manager: Client, body: dict[str, Any]) -> str:
    found = manager.get(f"/api/products?per_page=100&name={quote(body['name'])}")["products"]
    known = [each["id"] for each in found if each["name"] == body["name"]]
    if known:
        return str(manager.call("PATCH", f"/api/products/{known[0]}", body)["product"]["id"])
    return str(manager.post("/api/products", body)["product"]["id"])


def _group(manager: Client, house: House, wanted: dict[str, Any]) -> str:
    prices = {"Truffle": 4.5, "Parmesan": 1}
    modifiers = [{"name": name, "price": prices.get(name, 0)} for name in wanted["modifiers"]]
    made = manager.post("/api/modifier-groups", {**wanted, "modifiers": modifiers})["modifier_group"]
    house.modifiers |= {each["name"]: each["id"] for each in made["modifiers"]}
    return str(made["id"])


def dine(waiter: Client, house: House, began: Mapping[str, datetime] | None = None) -> dict[str, str]:
    """Have guests at tables, each further on than the next, since now or by table; return their orders by table."""
    orders: dict[str, str] = {}
    times = {table: {"placed_at": moment.isoformat()} for table, moment in (began or {}).items()}

    def seat(table: str, guests: int, *lines: dict[str, Any], note: str | None = None) -> str:
        body = {
            "customer_name": f"Table {table}",
            "table": house.tables[table],
            "guests": guests,
            "products": list(lines),
            **times.get(table, {}),
        }
        orders[table] = waiter.post("/api/orders", body | ({"note": note} if note else {}))["order"]["id"]
        return orders[table]

    def line(name: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
        return {"product_id": house.products[name], "quantity": quantity, **more}

    served = seat("1", 2, line("Bruschetta"), line("Burrata"), line("House red", 2))
    _ = waiter.post(f"/api/orders/{served}/serve", {})
    _ = waiter.post(f"/api/orders/{served}/lines", {"products": [line("Sea bream", 2), line("Tiramisu", 2, course=3)]})
    medium = [house.modifiers["Medium"]]
    _ = seat(
        "3",
        4,
        line("Steak", 2, modifiers=medium, note="No butter"),
        line("Lasagne"),
        line("Beer", 3),
        note="Nut allergy at seat 2",
    )
    _ = seat(
        "5", 2, line("Risotto", modifiers=[house.modifiers["Truffle"]]), line("Water"), line("Panna cotta", course=2)
    )
    bill = seat(
        "T1", 3, line("Spaghetti carbonara", 2, seat=1), line("Tagliatelle al ragù", seat=2), line("House white", 3)
    )
    _ = waiter.post(f"/api/orders/{bill}/serve", {})
    _ = waiter.post(f"/api/orders/{bill}/discounts", {"percent": 10, "reason": "Regulars"})
    paid = seat("T3", 2, line("Espresso", 2), line("Affogato", 2))
    _ = waiter.post(f"/api/orders/{paid}/serve", {})
    payment = {"method": "card", "amount": 17.4, "tip": 2}
    _ = waiter.post(f"/api/orders/{paid}/payments", payment, Idempotency_Key=f"{paid}-card")
    _ = seat("B1", 1, line("Beer"), line("Lemonade"))
    return orders
