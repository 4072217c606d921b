"""A bill, for the document."""

from typing import Final

from entrypoints.http.ordering.views import FULL_EXAMPLE

BILL_EXAMPLE: Final = {
    "gross": 5,
    "discounts": 0,
    "service_charge": 0,
    "taxes": [],
    "rounding": 0,
    "total": 5,
    "paid": 5,
    "tips": 0.5,
    "refunded": 0,
    "due": 0,
    "due_in_cash": 0,
    "lines": [
        {
            "id": "01937b1e-7c00-7000-8000-000000000004",
            "gross": 5,
            "discount": 0,
            "service_charge": 0,
            "tax": 0,
            "net": 5,
        }
    ],
    "discounts_given": [],
    "payments": [
        {
            "id": "01937b1e-7c00-7000-8000-00000000000c",
            "method": "cash",
            "kind": "cash",
            "amount": 5,
            "tip": 0.5,
            "rounding": 0,
            "change": 4.5,
            "at": "2026-11-20T19:40:00Z",
            "by": "01937b1e-7c00-7000-8000-000000000001",
            "tendered": 10,
        }
    ],
    "refunds": [],
}
BILLED_EXAMPLE: Final = {"order": FULL_EXAMPLE, "bill": BILL_EXAMPLE}
