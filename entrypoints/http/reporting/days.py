"""Business days: their reports, and closing them."""

import hashlib
from datetime import date
from typing import Any, Final

from dishka import FromDishka
from litestar import Response, get, post
from litestar.params import FromPath

from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.reporting.close_day import CloseDay
from application.reporting.show_day import ShowDay
from domain.billing.day import DayNotBegun, DayPassedOver, EarlierDayOpen
from domain.kernel.caller import Caller
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.query import InvalidDate, date_in
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfNoneMatch, client_has
from entrypoints.http.reporting.day_form import DAY_EXAMPLE
from entrypoints.http.reporting.day_views import DayShown

_PRIVATE: Final = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
_MANAGED: Final = (OnlyManagersManage(), NotForTheKitchen())


@get("/{day:str}", responses=answer(200, DayShown, {"day": DAY_EXAMPLE}) | problems(InvalidDate(), *_MANAGED))
async def show_day(
    day: FromPath[str], show: FromDishka[ShowDay], caller: FromRequest[Caller], if_none_match: IfNoneMatch = None
) -> Response[Any]:
    """Report a business day.

    What was sold and taken on it until now (the X report); of a closed day what was kept when it was closed (the Z
    report), to the byte. Its `ETag` is then the seal over this report and all before it.
    """
    content, kept = await show(caller=caller, day=_day(day))
    tag = (hashlib.sha256(content).digest() if kept is None else kept.seal).hex()
    headers = {**_PRIVATE, "ETag": f'"{tag}"'}
    if client_has(tag, if_none_match):
        return Response(None, status_code=304, headers=headers)
    return JSONAnswer(content, media_type="application/json", headers=headers)


@post(
    "/{day:str}/close",
    status_code=200,
    responses=answer(200, DayShown, {"day": DAY_EXAMPLE})
    | problems(InvalidDate(), *_MANAGED, DayNotBegun(), EarlierDayOpen.on(date(2026, 11, 19)), DayPassedOver()),
)
async def close_day(day: FromPath[str], close: FromDishka[CloseDay], caller: FromRequest[Caller]) -> Response[Any]:
    """Close a business day.

    It is closed once, and answers the same report whenever it is closed again. What is sold or paid later counts for
    the next day, even if this one is not over; orders that are open are carried over: they are paid, and that is all.
    """
    kept = await close(caller=caller, day=_day(day))
    return JSONAnswer(kept.content, media_type="application/json", headers=_PRIVATE)


def _day(text: str) -> date:
    found = date_in(text)
    if found is None:
        raise InvalidDate
    return found


DAYS: Final = signed_in_router("/api/days", show_day, close_day, tag="Days")
