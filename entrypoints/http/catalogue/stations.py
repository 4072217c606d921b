"""The stations."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from application.catalogue.add_station import AddStation
from application.catalogue.change_station import ChangeStation
from application.catalogue.list_stations import ListStations
from application.catalogue.remove_station import RemoveStation
from application.catalogue.show_station import ShowStation
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.catalogue.station import StationChanged, StationNameTaken, StationNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import StationId
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.catalogue.station_schemas import (
    STATION_EXAMPLE,
    StationBody,
    StationChangeBody,
    StationCreated,
    StationShown,
    StationsListed,
    StationView,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import PageNumber, PageSize, page_request, uuid_or
from entrypoints.http.kernel.responses import NOTHING_TO_SAY, answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned


@get(responses=answer(200, StationsListed, {"stations": [STATION_EXAMPLE], "total": 1, "pages": 1, "current_page": 1}))
async def list_stations(
    stations: FromDishka[ListStations],
    _: FromRequest[Caller],
    page: PageNumber = None,
    per_page: PageSize = None,
) -> StationsListed:
    """List the stations.

    By name, page by page.
    """
    return StationsListed.of(await stations(page=page_request(page, per_page)))


@post(
    responses=answer(201, StationCreated, {"message": "Station created successfully", "station": STATION_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), StationNameTaken())
)
async def add_station(
    request: Request[Any, Any, Any],
    data: JSONBody[StationBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddStation],
    idempotency_key: IdempotencyKey = None,
) -> Response[StationCreated]:
    """Add a station."""
    rights.ensure_may_change_catalogue(caller)  # here too: an answer kept from before passes the use case by
    sent = sent_by(request, idempotency_key)
    adding = partial(add, caller=caller, name=data.name, sent=sent)
    station, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, station.id, StationCreated.of(station), before=before)


@get(
    "/{station_id:str}", responses=answer(200, StationShown, {"station": STATION_EXAMPLE}) | problems(StationNotFound())
)
async def show_station(
    station_id: FromPath[str],
    show: FromDishka[ShowStation],
    _: FromRequest[Caller],
    if_none_match: IfNoneMatch = None,
) -> Response[StationShown]:
    """Show a station."""
    station = await show(station=StationId(uuid_or(StationNotFound, station_id)))
    return versioned(StationShown(StationView.of(station)), station.version, if_none_match)


@patch(
    "/{station_id:str}",
    responses=answer(200, StationShown, {"station": STATION_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), StationNotFound(), StationNameTaken(), StationChanged()),
)
async def change_station(
    station_id: FromPath[str],
    data: JSONBody[StationChangeBody],
    change: FromDishka[ChangeStation],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[StationShown]:
    """Change a station."""
    which, versions = StationId(uuid_or(StationNotFound, station_id)), matching_versions(if_match)
    station = await change(caller=caller, station=which, versions=versions, name=data.name)
    return versioned(StationShown(StationView.of(station)), station.version)


@delete(
    "/{station_id:str}",
    responses=NOTHING_TO_SAY | problems(OnlyManagersManage(), NotForTheKitchen(), StationNotFound(), StationChanged()),
)
async def remove_station(
    station_id: FromPath[str],
    remove: FromDishka[RemoveStation],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> None:
    """Remove a station."""
    which, versions = StationId(uuid_or(StationNotFound, station_id)), matching_versions(if_match)
    await remove(caller=caller, station=which, versions=versions)


STATIONS: Final = signed_in_router(
    "/api/stations", list_stations, add_station, show_station, change_station, remove_station, tag="Stations"
)
