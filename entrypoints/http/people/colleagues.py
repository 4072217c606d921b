"""Who serves, for those who hand an order over."""

from typing import Final

from dishka import FromDishka
from litestar import get

from application.kernel.access import NotForTheKitchen
from application.people.list_colleagues import ListColleagues
from domain.kernel.caller import Caller
from entrypoints.http.access.auth import for_signed_in
from entrypoints.http.kernel.injection import FromRequest, Injected
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.people.schemas import USER_EXAMPLE, ColleaguesListed

_EXAMPLE: Final = {"id": USER_EXAMPLE["id"], "name": USER_EXAMPLE["name"]}


@get(responses=answer(200, ColleaguesListed, {"colleagues": [_EXAMPLE]}) | problems(NotForTheKitchen()))
async def list_colleagues(caller: FromRequest[Caller], colleagues: FromDishka[ListColleagues]) -> ColleaguesListed:
    """List who serves: whose an order can be."""
    return ColleaguesListed.of(await colleagues(caller=caller))


COLLEAGUES: Final = Injected("/api/colleagues", route_handlers=for_signed_in(list_colleagues), tags=["Users"])
