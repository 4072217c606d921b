"""The report of a business day as it is kept: as the API shows it, to the byte."""

from typing import Any, Final

import msgspec

from application.reporting.day_reports import DayForm
from domain.billing.day import DayReport
from domain.kernel.money import Currency
from entrypoints.http.kernel.answers import as_json
from entrypoints.http.reporting.day_views import DayShown, DayView
from entrypoints.http.reporting.figures import FIGURES_EXAMPLE


class DayAsJson(DayForm):
    """Writes reports as the API shows them, amounts in the restaurant's currency."""

    def __init__(self, currency: Currency) -> None:
        self._currency = currency

    def written(self, report: DayReport) -> bytes:
        """Return it as JSON."""
        return as_json(DayShown(DayView.of(report, self._currency)))

    def read(self, content: bytes) -> DayReport:
        """Return what the JSON says, in the currency that it names."""
        return msgspec.json.decode(content, type=DayShown).day.report()


DAY_EXAMPLE: Final[dict[str, Any]] = {
    "date": "2026-11-20",
    "status": "closed",
    "currency": "EUR",
    "number": 1,
    "closed_at": "2026-11-20T23:40:00Z",
    "closed_by": "01937b1e-7c00-7000-8000-000000000001",
    "after": "",
    "figures": FIGURES_EXAMPLE,
    "taxes": [
        {"category": "food", "name": "VAT", "percent": 7, "included": True, "base": 18, "amount": 1.18},
    ],
    "methods": [
        {"method": "cash", "kind": "cash", "payments": 18, "tips": 2, "rounding": 0, "refunds": 0},
    ],
    "waiters": [
        {"id": "01937b1e-7c00-7000-8000-000000000001", "name": "Ana", "figures": FIGURES_EXAMPLE},
    ],
    "carried_over": {"orders": 0, "due": 0, "newest": []},
}
