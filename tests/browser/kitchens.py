"""A kitchen for boards to show: what is ordered of it through the API, as by waiters' pads elsewhere."""

from collections.abc import Sequence
from typing import Any

from tests.browser.server import Client

Ticket = dict[str, Any]


class Kitchen:
    """Three people, two stations, and nothing to be made at first."""

    def __init__(self, waiter: Client, cook: Client, manager: Client) -> None:
        self.waiter = waiter
        self.cook = cook
        self.manager = manager
        for ticket in self.tickets():
            _ = cook.post(f"/api/kitchen/tickets/{ticket['id']}/serve", {})
        for ticket in self.tickets("?status=ready"):
            _ = cook.post(f"/api/kitchen/tickets/{ticket['id']}/serve", {})

    def tickets(self, where: str = "") -> list[Ticket]:
        """Return the tickets that there are."""
        return self.cook.get(f"/api/kitchen/tickets{where}")["tickets"]

    def order(self, *dishes: str, customer: str = "Table 7", **more: Any) -> dict[str, Any]:
        """Return an order of these, one each, as it was placed; `lines` says more of each."""
        lines: Sequence[dict[str, Any]] = more.pop("lines", [{}] * len(dishes))
        products = [{"name": name, "price": 5, "quantity": 1, **line} for name, line in zip(dishes, lines, strict=True)]
        return self.waiter.post("/api/orders", {"customer_name": customer, "products": products, **more})["order"]

    def station(self, name: str, *products: str) -> str:
        """Return the id of a station that makes these products."""
        found = {each["name"]: each["id"] for each in self.manager.get("/api/stations?per_page=100")["stations"]}
        made = found.get(name) or self.manager.post("/api/stations", {"name": name})["station"]["id"]
        for product in products:
            if not self.manager.get(f"/api/products?name={product}")["products"]:
                _ = self.manager.post("/api/products", {"name": product, "price": 5, "station": made})
        return made

    def events(self, order: dict[str, Any]) -> list[str]:
        """Return what happened to an order."""
        return [each["type"] for each in self.manager.get(f"/api/orders/{order['id']}/history")["events"]]
