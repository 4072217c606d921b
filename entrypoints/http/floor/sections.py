"""The sections."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from application.floor.add_section import AddSection
from application.floor.change_section import ChangeSection
from application.floor.list_sections import ListSections
from application.floor.remove_section import RemoveSection
from application.floor.show_section import ShowSection
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.floor.section import SectionChanged, SectionNameTaken, SectionNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import SectionId
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.floor.section_schemas import (
    SECTION_EXAMPLE,
    SectionBody,
    SectionChangeBody,
    SectionCreated,
    SectionShown,
    SectionsListed,
    SectionView,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import PageNumber, PageSize, page_request, uuid_or
from entrypoints.http.kernel.responses import NOTHING_TO_SAY, answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned


@get(responses=answer(200, SectionsListed, {"sections": [SECTION_EXAMPLE], "total": 1, "pages": 1, "current_page": 1}))
async def list_sections(
    sections: FromDishka[ListSections],
    _: FromRequest[Caller],
    page: PageNumber = None,
    per_page: PageSize = None,
) -> SectionsListed:
    """List the sections.

    By name, page by page.
    """
    return SectionsListed.of(await sections(page=page_request(page, per_page)))


@post(
    responses=answer(201, SectionCreated, {"message": "Section created successfully", "section": SECTION_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), SectionNameTaken())
)
async def add_section(
    request: Request[Any, Any, Any],
    data: JSONBody[SectionBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddSection],
    idempotency_key: IdempotencyKey = None,
) -> Response[SectionCreated]:
    """Add a section."""
    rights.ensure_may_change_floor(caller)  # here too: an answer kept from before passes the use case by
    sent = sent_by(request, idempotency_key)
    adding = partial(add, caller=caller, name=data.name, sent=sent)
    section, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, section.id, SectionCreated.of(section), before=before)


@get(
    "/{section_id:str}", responses=answer(200, SectionShown, {"section": SECTION_EXAMPLE}) | problems(SectionNotFound())
)
async def show_section(
    section_id: FromPath[str],
    show: FromDishka[ShowSection],
    _: FromRequest[Caller],
    if_none_match: IfNoneMatch = None,
) -> Response[SectionShown]:
    """Show a section."""
    section = await show(section=SectionId(uuid_or(SectionNotFound, section_id)))
    return versioned(SectionShown(SectionView.of(section)), section.version, if_none_match)


@patch(
    "/{section_id:str}",
    responses=answer(200, SectionShown, {"section": SECTION_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), SectionNotFound(), SectionNameTaken(), SectionChanged()),
)
async def change_section(
    section_id: FromPath[str],
    data: JSONBody[SectionChangeBody],
    change: FromDishka[ChangeSection],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[SectionShown]:
    """Change a section."""
    which, versions = SectionId(uuid_or(SectionNotFound, section_id)), matching_versions(if_match)
    section = await change(caller=caller, section=which, versions=versions, name=data.name)
    return versioned(SectionShown(SectionView.of(section)), section.version)


@delete(
    "/{section_id:str}",
    responses=NOTHING_TO_SAY | problems(OnlyManagersManage(), NotForTheKitchen(), SectionNotFound(), SectionChanged()),
)
async def remove_section(
    section_id: FromPath[str],
    remove: FromDishka[RemoveSection],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> None:
    """Remove a section."""
    which, versions = SectionId(uuid_or(SectionNotFound, section_id)), matching_versions(if_match)
    await remove(caller=caller, section=which, versions=versions)


SECTIONS: Final = signed_in_router(
    "/api/sections", list_sections, add_section, show_section, change_section, remove_section, tag="Sections"
)
