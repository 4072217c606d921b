"""Every route, asked by everybody: who is let in, and who is not, held against a table that has to be complete."""

import re
from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

import pytest

from adapters.security.tokens import SignedTokens
from adapters.system.clock import SystemClock
from adapters.system.ids import TimeOrderedIds
from domain.access.lifetimes import TOKENS_LAST
from domain.access.session import SessionId
from domain.kernel.ids import OrderId
from domain.ordering.ticket import TicketKey
from entrypoints.http.ordering.ticket_views import written
from tests.contracts.things import a_waiter
from tests.contracts.worlds import NEXT_DOOR
from tests.http.api import CHOICES, OPERATOR_TOKEN, SECRET, Session
from tests.http.conftest import OpenApi
from tests.http.managed import PASSWORD, SETUP_TOKEN, Managed, quick_hashes

CUSTOMER: Final = "Nobody else's customer"
WHO: Final = (
    "nobody",
    "owner",
    "another",
    "manager",
    "nowhere",
    "next_manager",
    "next_waiter",
    "kitchen",
    "next_kitchen",
)
WEBHOOK: Final = "https://till.example/hear"
TAX: Final = {"name": "VAT", "percent": 7, "included": True}
NEW_USER: Final = {"name": "New"}
ORDER: Final = {"customer_name": "Table 1", "products": [{"name": "Tea", "price": 1, "quantity": 1}]}

# What nobody, the waiter it belongs to, another waiter, a manager, a token of a restaurant that there is not,
# a manager and a waiter of the restaurant next door, our kitchen and that next door are answered: to them ours is what
# does not exist.
MANAGED: Final = {
    "POST /api/auth/login": "401 401 401 401 401 401 401 401 401",
    "POST /api/auth/refresh": "401 401 401 401 401 401 401 401 401",
    "POST /api/auth/activate": "401 401 401 401 401 401 401 401 401",
    "GET /api/auth/verify": "401 200 200 200 401 200 200 200 200",
    "POST /api/auth/logout": "401 204 204 204 401 204 204 204 204",
    "POST /api/auth/logout-everywhere": "401 204 204 204 401 204 204 204 204",
    "POST /api/users": "401 403 403 201 401 201 403 403 403",
    "GET /api/users": "401 403 403 200 401 200 403 403 403",
    "GET /api/colleagues": "401 200 200 200 401 200 200 403 403",
    "GET /api/users/{user_id}": "401 200 404 200 401 404 404 403 403",
    "PATCH /api/users/{user_id}": "401 403 403 200 401 404 403 403 403",
    "POST /api/users/{user_id}/activation": "401 403 403 201 401 404 403 403 403",
    "POST /api/devices/pairing-codes": "401 403 403 201 401 201 403 403 403",
    "POST /api/devices": "401 401 401 401 401 401 401 401 401",  # a wrong code
    "GET /api/devices": "401 403 403 200 401 200 403 403 403",
    "DELETE /api/devices/{device_id}": "401 403 403 200 401 404 403 403 403",
    "GET /api/restaurant": "401 200 200 200 401 200 200 200 200",
    "PATCH /api/restaurant": "401 403 403 200 401 200 403 403 403",
    "POST /api/restaurants": "403 403 403 403 401 403 403 403 403",  # the operator alone
    "PATCH /api/restaurants/{slug}": "403 403 403 403 401 403 403 403 403",
    "POST /api/restaurants/{slug}/setup-token": "403 403 403 403 401 403 403 403 403",
    "GET /api/audit": "401 403 403 200 401 200 403 403 403",
    "GET /api/events": "401 200 200 200 401 200 200 200 200",
    "GET /api/events/stream?after=999": "401 400 400 400 401 400 400 400 400",  # of the future: else it does not end
    "GET /api/webhooks": "401 403 403 200 401 200 403 403 403",
    "POST /api/webhooks": "401 403 403 201 401 201 403 403 403",
    "GET /api/webhooks/{webhook_id}": "401 403 403 200 401 404 403 403 403",
    "PATCH /api/webhooks/{webhook_id}": "401 403 403 200 401 404 403 403 403",
    "DELETE /api/webhooks/{webhook_id}": "401 403 403 204 401 404 403 403 403",
    "POST /api/webhooks/{webhook_id}/replay": "401 403 403 200 401 404 403 403 403",
    "GET /api/webhooks/{webhook_id}/deliveries": "401 403 403 200 401 404 403 403 403",
    "GET /api/orders/{order_id}/history": "401 200 404 200 401 404 404 403 403",
    "GET /api/products": "401 200 200 200 401 200 200 200 200",
    "POST /api/products": "401 403 403 201 401 201 403 403 403",
    "POST /api/products/import": "401 403 403 200 401 200 403 403 403",
    "GET /api/products/{product_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/products/{product_id}": "401 403 403 200 401 404 403 403 403",
    "GET /api/stations": "401 200 200 200 401 200 200 200 200",
    "POST /api/stations": "401 403 403 201 401 201 403 403 403",
    "GET /api/stations/{station_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/stations/{station_id}": "401 403 403 200 401 404 403 403 403",
    "DELETE /api/stations/{station_id}": "401 403 403 204 401 404 403 403 403",
    "GET /api/taxes": "401 200 200 200 401 200 200 200 200",
    "POST /api/taxes": "401 403 403 201 401 201 403 403 403",
    "GET /api/taxes/{tax_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/taxes/{tax_id}": "401 403 403 200 401 404 403 403 403",
    "GET /api/payment-methods": "401 200 200 200 401 200 200 200 200",
    "POST /api/payment-methods": "401 403 403 201 401 201 403 403 403",
    "GET /api/payment-methods/{payment_method_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/payment-methods/{payment_method_id}": "401 403 403 200 401 404 403 403 403",
    "GET /api/modifier-groups": "401 200 200 200 401 200 200 200 200",
    "POST /api/modifier-groups": "401 403 403 201 401 201 403 403 403",
    "GET /api/modifier-groups/{modifier_group_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/modifier-groups/{modifier_group_id}": "401 403 403 200 401 404 403 403 403",
    "DELETE /api/modifier-groups/{modifier_group_id}": "401 403 403 204 401 404 403 403 403",
    "GET /api/sections": "401 200 200 200 401 200 200 200 200",
    "POST /api/sections": "401 403 403 201 401 201 403 403 403",
    "GET /api/sections/{section_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/sections/{section_id}": "401 403 403 200 401 404 403 403 403",
    "DELETE /api/sections/{section_id}": "401 403 403 204 401 404 403 403 403",
    "GET /api/tables": "401 200 200 200 401 200 200 200 200",
    "POST /api/tables": "401 403 403 201 401 201 403 403 403",
    "GET /api/tables/{table_id}": "401 200 200 200 401 404 404 200 404",
    "PATCH /api/tables/{table_id}": "401 403 403 200 401 404 403 403 403",
    "DELETE /api/tables/{table_id}": "401 403 403 204 401 404 403 403 403",
    "POST /api/orders": "401 201 201 201 401 201 201 403 403",
    "POST /api/orders/quote": "401 200 200 200 401 200 200 403 403",
    "GET /api/orders": "401 200 200 200 401 200 200 403 403",
    "GET /api/orders?waiter=all": "401 403 403 200 401 200 403 403 403",
    "GET /api/orders?waiter={user_id}": "401 200 403 200 401 200 403 403 403",
    "GET /api/orders/{order_id}": "401 200 404 200 401 404 404 403 403",
    "PATCH /api/orders/{order_id}": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/lines": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/fire": "401 200 404 200 401 404 404 200 404",
    "POST /api/orders/{order_id}/serve": "401 200 404 200 401 404 404 200 404",
    "POST /api/orders/{order_id}/recall": "401 200 404 200 401 404 404 200 404",
    "POST /api/orders/{order_id}/void": "401 403 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/split": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/merge": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/close": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/reopen": "401 403 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/discounts": "401 200 404 200 401 404 404 403 404",
    "DELETE /api/orders/{order_id}/discounts/{discount_id}": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/service-charge": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/payments": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/refunds": "401 403 404 200 401 404 404 403 404",
    "GET /api/orders/{order_id}/bill": "401 200 404 200 401 404 404 403 403",
    "GET /api/orders/{order_id}/shares": "401 200 404 200 401 404 404 403 403",
    "POST /api/approvals": "401 201 404 201 401 404 404 403 403",
    "GET /api/kitchen/tickets": "401 200 200 200 401 200 200 200 200",
    "GET /api/kitchen/all-day": "401 200 200 200 401 200 200 200 200",
    "POST /api/kitchen/tickets/{ticket_id}/start": "401 403 404 200 401 404 404 200 404",
    "POST /api/kitchen/tickets/{ticket_id}/ready": "401 403 404 200 401 404 404 200 404",
    "POST /api/kitchen/tickets/{ticket_id}/recall": "401 200 404 200 401 404 404 200 404",
    "POST /api/kitchen/tickets/{ticket_id}/serve": "401 200 404 200 401 404 404 200 404",
    "GET /api/reports/products": "401 200 200 200 401 200 200 403 403",
    "GET /api/reports/products?waiter=all": "401 403 403 200 401 200 403 403 403",
    "GET /api/reports/products?waiter={user_id}": "401 200 403 200 401 200 403 403 403",
    "GET /api/reports/sales": "401 200 200 200 401 200 200 403 403",
    "GET /api/reports/sales?waiter=all&group_by=waiter": "401 403 403 200 401 200 403 403 403",
    "GET /api/reports/kitchen": "401 403 403 200 401 200 403 403 403",
    "GET /api/reports/takings": "401 403 403 200 401 200 403 403 403",
    "GET /api/reports/takings/reconcile": "401 403 403 200 401 200 403 403 403",
    "GET /api/days/{day}": "401 403 403 200 401 200 403 403 403",
    "POST /api/days/{day}/close": "401 403 403 409 401 409 403 403 403",  # of the future: else nothing comes after it
    "GET /health/live": "200 200 200 200 200 200 200 200 200",
    "GET /health/ready": "200 200 200 200 200 200 200 200 200",
    "GET /": "200 200 200 200 200 200 200 200 200",
    "GET /app": "200 200 200 200 200 200 200 200 200",
    "GET /docs": "200 200 200 200 200 200 200 200 200",
    "GET /openapi.json": "200 200 200 200 200 200 200 200 200",
}
_OF_PAGES: Final = re.compile(r"/docs/.*|/app/.*|/openapi(/.*)?|/favicon.ico")
OPEN: Final = {
    **{call: answers for call, answers in MANAGED.items() if not re.search("/(activat|devices|approvals)", call)},
    "POST /api/auth/login": "200 200 200 200 401 404 404 200 404",  # whoever knows the e-mail
    "POST /api/users": "201 201 201 201 401 201 201 201 201",
    "GET /api/users": "401 200 200 200 401 200 200 403 403",
    "GET /api/users/{user_id}": "401 200 200 200 401 404 404 403 403",
    "GET /api/webhooks": "401 200 200 200 401 200 200 403 403",
    "POST /api/webhooks": "401 201 201 201 401 201 201 403 403",
    "GET /api/webhooks/{webhook_id}": "401 200 200 200 401 404 404 403 403",
    "PATCH /api/webhooks/{webhook_id}": "401 200 200 200 401 404 404 403 403",
    "DELETE /api/webhooks/{webhook_id}": "401 204 204 204 401 404 404 403 403",
    "POST /api/webhooks/{webhook_id}/replay": "401 200 200 200 401 404 404 403 403",
    "GET /api/webhooks/{webhook_id}/deliveries": "401 200 200 200 401 404 404 403 403",
    "POST /api/products": "401 201 201 201 401 201 201 403 403",
    "POST /api/products/import": "401 200 200 200 401 200 200 403 403",
    "PATCH /api/products/{product_id}": "401 200 200 200 401 404 404 403 403",
    "POST /api/stations": "401 201 201 201 401 201 201 403 403",
    "PATCH /api/stations/{station_id}": "401 200 200 200 401 404 404 403 403",
    "DELETE /api/stations/{station_id}": "401 204 204 204 401 404 404 403 403",
    "POST /api/taxes": "401 201 201 201 401 201 201 403 403",
    "PATCH /api/taxes/{tax_id}": "401 200 200 200 401 404 404 403 403",
    "POST /api/payment-methods": "401 201 201 201 401 201 201 403 403",
    "PATCH /api/payment-methods/{payment_method_id}": "401 200 200 200 401 404 404 403 403",
    "POST /api/modifier-groups": "401 201 201 201 401 201 201 403 403",
    "PATCH /api/modifier-groups/{modifier_group_id}": "401 200 200 200 401 404 404 403 403",
    "DELETE /api/modifier-groups/{modifier_group_id}": "401 204 204 204 401 404 404 403 403",
    "POST /api/sections": "401 201 201 201 401 201 201 403 403",
    "PATCH /api/sections/{section_id}": "401 200 200 200 401 404 404 403 403",
    "DELETE /api/sections/{section_id}": "401 204 204 204 401 404 404 403 403",
    "POST /api/tables": "401 201 201 201 401 201 201 403 403",
    "PATCH /api/tables/{table_id}": "401 200 200 200 401 404 404 403 403",
    "DELETE /api/tables/{table_id}": "401 204 204 204 401 404 404 403 403",
    "POST /api/orders/{order_id}/void": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/reopen": "401 200 404 200 401 404 404 403 404",
    "POST /api/orders/{order_id}/refunds": "401 200 404 200 401 404 404 403 404",
    "POST /api/kitchen/tickets/{ticket_id}/start": "401 200 404 200 401 404 404 200 404",
    "POST /api/kitchen/tickets/{ticket_id}/ready": "401 200 404 200 401 404 404 200 404",
    "PATCH /api/restaurant": "401 200 200 200 401 200 200 403 403",
}
del OPEN["POST /api/auth/refresh"]

PAYMENT: Final = {"method": "card", "amount": 0.5}
DISCOUNT: Final = {"percent": 5, "reason": "Regulars"}


class Restaurant:
    """A restaurant in either mode, where one waiter has placed an order, and everybody who may come.

    It `prepares` what a call is about before it is made, unless nothing but that call is to be made.
    """

    prepares = True

    def __init__(self, open_api: OpenApi, mode: str) -> None:
        self.api = open_api(
            quick_hashes(),
            auth_mode=mode,
            setup_token=SETUP_TOKEN,
            operator_token=OPERATOR_TOKEN,
            rate_limit=0,
            prices="sent",
        )
        self.managed = Managed(self.api) if mode == "managed" else None
        self._line = self._another = self._on_account = ""
        self._numbers = iter(range(10_000))
        self.boss = self.managed.manager if self.managed else self.api.manager()
        self.owner_email, self.owner = self._newcomer("waiter")
        self.order = self.owner.order(customer=CUSTOMER)
        self._line = self._another = self.order["products"][0]["id"]
        self.device = self.managed.device()[0] if self.managed else ""
        self.next_door = self.api.opened("next-door", managed=self.managed is not None)

    def comes(self, who: str) -> Session:
        """Return a new session of somebody."""
        match who:
            case "nobody":
                return self.api.carrying("")
            case "owner":
                return self._enter(self.owner_email)
            case "nowhere":
                return self.api.carrying(self._token_from_nowhere())
            case "next_manager" | "next_waiter" | "next_kitchen":
                return self.next_door.comes(who.removeprefix("next_"))
            case "manager" | "kitchen":
                return self._newcomer(who)[1]
            case _:
                return self._newcomer("waiter")[1]

    def asks(self, session: Session, call: str) -> tuple[int, str]:
        """Return what this call is answered: the status, and the text."""
        method, path = call.split(" ")
        path = path.replace("{user_id}", self.owner.id).replace("{order_id}", self._order_for(call))
        if "{ticket_id}" in path:
            path = path.replace("{ticket_id}", self._ticket_of(self._order_for(call)))
        path = path.replace("{product_id}", self.order["products"][0]["product_id"])
        for what in ("station", "modifier_group", "section", "table", "tax", "payment_method", "webhook"):
            if f"{{{what}_id}}" in path:
                path = path.replace(f"{{{what}_id}}", self._new(what))
        path = path.replace("{day}", "2999-01-01").replace("{device_id}", self.device).replace("{slug}", "restaurant")
        path = path.replace("{discount_id}", self._on_account or self.order["id"])
        keyed = {"Idempotency-Key": str(next(self._numbers))} if re.search("(payment|refund)s$", call) else {}
        kind = {"Content-Type": "text/csv"} if call.endswith("/import") else {}
        answer = session.call(method, path, body=self._body(call), headers=keyed | kind)
        return answer.status_code, answer.text

    def _new(self, what: str) -> str:
        """Return one that is there yet, whoever removed others."""
        if not self.prepares:
            return self.order["id"]
        if what == "webhook":
            self._make_room_for_webhooks()
        name = f"Bar {next(self._numbers)}"
        called = {
            "webhook": {"url": WEBHOOK},
            "tax": TAX | {"category": name},
            "payment_method": {"name": name, "kind": "other"},
            "modifier_group": CHOICES | {"name": name},
        }.get(what, {"name": name})
        plural = {"tax": "taxes"}.get(what, f"{what}s".replace("_", "-"))
        return self.boss.post(f"/api/{plural}", called).json()[what]["id"]

    def _make_room_for_webhooks(self) -> None:
        for webhook in self.boss.get("/api/webhooks").json()["webhooks"][9:]:
            _ = self.boss.call("DELETE", f"/api/webhooks/{webhook['id']}")

    def _order_for(self, call: str) -> str:
        """Return the order that is asked for: for commands one of its own, as it has to be for them to be done."""
        if not (self.prepares and re.search(r"\{(order|ticket)_id}/", call)):
            return self.order["id"]
        owner = self._enter(self.owner_email)
        order = owner.order(customer=CUSTOMER)
        before = {"recall": "serve", "reopen": "close"}.get(call.rpartition("/")[2])
        if before:
            _ = owner.post(f"/api/orders/{order['id']}/{before}", {})
        self._line = order["products"][0]["id"]
        if call.endswith(("/refunds", "/{discount_id}")):
            self._on_account = self._put_on_account(owner, order["id"], call)
        if call.endswith("/merge"):
            self._another = owner.order(customer=CUSTOMER)["id"]
        if call.endswith("/split"):
            _ = owner.post(f"/api/orders/{order['id']}/lines", {"products": ORDER["products"]})
        return order["id"]

    def _put_on_account(self, owner: Session, order: str, call: str) -> str:
        """Return the payment that can be refunded, or the discount that can be removed."""
        number = str(next(self._numbers))
        what, body = ("payments", PAYMENT) if call.endswith("/refunds") else ("discounts", DISCOUNT)
        made = owner.call("POST", f"/api/orders/{order}/{what}", body=body, headers={"Idempotency-Key": number})
        return made.json()["bill"]["payments" if what == "payments" else "discounts_given"][0]["id"]

    def _ticket_of(self, order: str) -> str:
        """Return the ticket of its only line, of the kitchen in its first round."""
        return written(OrderId(UUID(order)), TicketKey(1, None))

    def _body(self, call: str) -> object:
        number = next(self._numbers)
        email = f"new-{number}@example.com"
        bodies: dict[str, object] = {
            "POST /api/auth/login": {"email": self.owner_email, "password": "wrong"},
            "POST /api/auth/refresh": {"refresh_token": "x"},
            "POST /api/auth/activate": {"email": email, "code": "x", "password": PASSWORD},
            "POST /api/users": NEW_USER | {"email": email},
            "PATCH /api/restaurant": {"name": f"Trattoria {number}"},
            "POST /api/restaurants": {"name": "Bistro", "slug": f"bistro-{number}"},
            "PATCH /api/restaurants/{slug}": {"open": True},
            "PATCH /api/users/{user_id}": {"name": f"Ana {number}"},
            "POST /api/devices/pairing-codes": {"name": "Till"},
            "POST /api/devices": {"code": "x"},
            "POST /api/products": {"name": f"Tea {number}", "price": 1},
            "PATCH /api/products/{product_id}": {"price": number + 1},
            "POST /api/products/import": f"name,price\nCake {number},1\n",
            "POST /api/stations": {"name": f"Bar {number}"},
            "PATCH /api/stations/{station_id}": {"name": f"Bar {number}"},
            "POST /api/taxes": TAX | {"category": f"Food {number}"},
            "PATCH /api/taxes/{tax_id}": {"name": f"VAT {number}"},
            "POST /api/payment-methods": {"name": f"Voucher {number}", "kind": "other"},
            "PATCH /api/payment-methods/{payment_method_id}": {"name": f"Voucher {number}"},
            "POST /api/modifier-groups": CHOICES | {"name": f"Sauces {number}"},
            "PATCH /api/modifier-groups/{modifier_group_id}": {"name": f"Sauces {number}"},
            "POST /api/sections": {"name": f"Terrace {number}"},
            "PATCH /api/sections/{section_id}": {"name": f"Terrace {number}"},
            "POST /api/webhooks": {"url": WEBHOOK},
            "PATCH /api/webhooks/{webhook_id}": {"types": ["order.placed"]},
            "POST /api/webhooks/{webhook_id}/replay": {"after": 0},
            "POST /api/tables": {"name": f"Table {number}"},
            "PATCH /api/tables/{table_id}": {"name": f"Table {number}"},
            "POST /api/orders": ORDER,
            "POST /api/orders/quote": ORDER,
            "PATCH /api/orders/{order_id}": {"note": f"Birthday {number}"},
            "POST /api/orders/{order_id}/lines": {"products": ORDER["products"]},
            "POST /api/orders/{order_id}/split": {"lines": [{"id": self._line, "quantity": 1}]},
            "POST /api/orders/{order_id}/merge": {"order": self._another},
            "POST /api/orders/{order_id}/void": {"reason": "Spilt"},
            "POST /api/orders/{order_id}/reopen": {"reason": "Dessert"},
            "POST /api/orders/{order_id}/discounts": DISCOUNT,
            "POST /api/orders/{order_id}/service-charge": {"percent": 10},
            "POST /api/orders/{order_id}/payments": PAYMENT,
            "POST /api/orders/{order_id}/refunds": {
                "payment": self._on_account or self.order["id"],
                "amount": 0.5,
                "reason": "Cold",
            },
            "POST /api/approvals": {
                "action": "void",
                "order": self.order["id"],
                "email": "boss@example.com",
                "password": PASSWORD,
            },
        }
        return bodies.get(call)

    def _newcomer(self, role: str) -> tuple[str, Session]:
        if self.managed is None:
            return self.api.newcomer(role)
        email = self.managed.person(role)
        return email, self._enter(email)

    def _enter(self, email: str) -> Session:
        return self.managed.enter(email, password=PASSWORD) if self.managed else self.api.sign_in(email)

    def _token_from_nowhere(self) -> str:
        theirs = SignedTokens(
            secrets=[SECRET], lifetime=TOKENS_LAST, restaurant=NEXT_DOOR, clock=SystemClock(), ids=TimeOrderedIds()
        )
        return theirs.issue(a_waiter(), SessionId(TimeOrderedIds().new()))


def _told(call: str) -> set[str]:
    """Return who may hear of the owner's order: of what is to be made, all of the restaurant."""
    if call.startswith("GET /api/kitchen/"):
        return {"owner", "another", "manager", "kitchen"}
    return {"owner", "manager", "kitchen"} if re.search(r"\{(order|ticket)_id}/", call) else {"owner", "manager"}


def _routes(restaurant: Restaurant) -> Iterator[str]:
    for route in restaurant.api.client.app.routes:
        for method in getattr(route, "methods", ()):
            path = re.sub(r":[a-z]+}", "}", route.path_format)
            if method not in {"HEAD", "OPTIONS"} and not _OF_PAGES.fullmatch(path):
                yield f"{method} {path}"


@pytest.mark.parametrize(("mode", "expected"), [("open", OPEN), ("managed", MANAGED)], ids=["open", "managed"])
def test_everybody_is_answered_what_they_may_hear_and_no_more(
    open_api: OpenApi, mode: str, expected: dict[str, str], counted: Callable[[str], None]
) -> None:
    restaurant = Restaurant(open_api, mode)
    assert {call.partition("?")[0] for call in expected} == set(_routes(restaurant))

    wrong: list[str] = []
    leaks: list[str] = []
    cells = 0
    for call, answers in expected.items():
        for who, status in zip(WHO, answers.split(), strict=True):
            cells += 1
            answered, text = restaurant.asks(restaurant.comes(who), call)
            if answered != int(status):
                wrong.append(f"{call} by {who}: {answered}, not {status}")
            if who not in _told(call) and CUSTOMER in text:
                leaks.append(f"{call} to {who}")
    counted(f"{mode}: {cells} cells, {len(wrong)} wrong, {len(leaks)} leaks")
    assert (wrong, leaks) == ([], [])
