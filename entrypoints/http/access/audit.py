"""GET /api/audit: the audit's entries."""

from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

import msgspec
from dishka import FromDishka
from litestar import Request, Response, get

from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.kernel.list_audit import ListAudit
from domain.kernel.audit import Entry
from domain.kernel.caller import Caller
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.cursors import Cursors
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.query import Cursor, PageSize, page_request
from entrypoints.http.kernel.responses import answer, problems

_LIST: Final = "audit"


class EntryView(msgspec.Struct, frozen=True):
    """An entry. `seal` is the SHA-256, in hexadecimal, of the seal before it and of everything it says."""

    number: int
    at: datetime
    happening: str
    actor: UUID | None
    subject: UUID | None
    details: dict[str, str]
    seal: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Show an entry."""
        event = entry.event
        return cls(
            entry.number,
            event.at,
            event.happening.value,
            event.actor,
            event.subject,
            dict(event.details),
            entry.seal.hex(),
        )


class EntriesListed(msgspec.Struct, frozen=True):
    """Entries, newest first."""

    entries: list[EntryView]


_EXAMPLE: Final = {
    "number": 7,
    "at": "2026-11-20T18:30:00Z",
    "happening": "price_changed",
    "actor": "01937b1e-7c00-7000-8000-000000000001",
    "subject": "01937b1e-7c00-7000-8000-000000000002",
    "details": {"from": "250", "to": "275"},
    "seal": "5f" * 32,
}


@get(responses=answer(200, EntriesListed, {"entries": [_EXAMPLE]}) | problems(OnlyManagersManage(), NotForTheKitchen()))
async def list_audit(
    request: Request[Any, Any, Any],
    caller: FromRequest[Caller],
    entries: FromDishka[ListAudit],
    cursors: FromDishka[Cursors],
    per_page: PageSize = None,
    cursor: Cursor = None,
) -> Response[EntriesListed]:
    """List the audit.

    What was written down, newest first.
    """
    before = cursors.place(_LIST, cursor, int)
    found = await entries(caller=caller, before=before, most=page_request(None, per_page).size)
    listed = EntriesListed([EntryView.of(entry) for entry in found.items])
    return JSONAnswer(listed, headers=cursors.link(request, _LIST, found.last))


AUDIT: Final = signed_in_router("/api/audit", list_audit, tag="Audit")
