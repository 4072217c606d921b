"""The modifier groups."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from application.catalogue.add_modifier_group import AddModifierGroup
from application.catalogue.change_modifier_group import ChangeModifierGroup
from application.catalogue.list_modifier_groups import ListModifierGroups
from application.catalogue.remove_modifier_group import RemoveModifierGroup
from application.catalogue.show_modifier_group import ShowModifierGroup
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.catalogue.modifier_group import ModifierGroupChanged, ModifierGroupNameTaken, ModifierGroupNotFound
from domain.kernel.caller import Caller
from domain.kernel.ids import ModifierGroupId
from domain.kernel.money import Currency
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.catalogue.modifier_group_schemas import (
    MODIFIER_GROUP_EXAMPLE,
    ModifierGroupBody,
    ModifierGroupChangeBody,
    ModifierGroupCreated,
    ModifierGroupShown,
    ModifierGroupsListed,
    ModifierGroupView,
)
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import PageNumber, PageSize, page_request, uuid_or
from entrypoints.http.kernel.responses import NOTHING_TO_SAY, answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned

_SHOWN: Final = {"modifier_group": MODIFIER_GROUP_EXAMPLE}


@get(
    responses=answer(
        200,
        ModifierGroupsListed,
        {"modifier_groups": [MODIFIER_GROUP_EXAMPLE], "total": 1, "pages": 1, "current_page": 1},
    )
)
async def list_modifier_groups(
    groups: FromDishka[ListModifierGroups],
    currency: FromDishka[Currency],
    _: FromRequest[Caller],
    page: PageNumber = None,
    per_page: PageSize = None,
) -> ModifierGroupsListed:
    """List the modifier groups.

    By name, page by page.
    """
    return ModifierGroupsListed.of(await groups(page=page_request(page, per_page)), currency)


@post(
    responses=answer(201, ModifierGroupCreated, {"message": "Modifier group created successfully", **_SHOWN})
    | problems(OnlyManagersManage(), NotForTheKitchen(), ModifierGroupNameTaken())
)
async def add_modifier_group(
    request: Request[Any, Any, Any],
    data: JSONBody[ModifierGroupBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddModifierGroup],
    currency: FromDishka[Currency],
    idempotency_key: IdempotencyKey = None,
) -> Response[ModifierGroupCreated]:
    """Add a modifier group."""
    rights.ensure_may_change_catalogue(caller)  # here too: an answer kept from before passes the use case by
    wanted, sent = data.wanted(currency), sent_by(request, idempotency_key)
    adding = partial(add, caller=caller, name=data.name, least=data.least, most=data.most, modifiers=wanted, sent=sent)
    group, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, group.id, ModifierGroupCreated.of(group, currency), before=before)


@get(
    "/{modifier_group_id:str}",
    responses=answer(200, ModifierGroupShown, _SHOWN) | problems(ModifierGroupNotFound()),
)
async def show_modifier_group(
    modifier_group_id: FromPath[str],
    show: FromDishka[ShowModifierGroup],
    currency: FromDishka[Currency],
    _: FromRequest[Caller],
    if_none_match: IfNoneMatch = None,
) -> Response[ModifierGroupShown]:
    """Show a modifier group."""
    group = await show(group=ModifierGroupId(uuid_or(ModifierGroupNotFound, modifier_group_id)))
    return versioned(ModifierGroupShown(ModifierGroupView.of(group, currency)), group.version, if_none_match)


@patch(
    "/{modifier_group_id:str}",
    responses=answer(200, ModifierGroupShown, _SHOWN)
    | problems(
        OnlyManagersManage(),
        NotForTheKitchen(),
        ModifierGroupNotFound(),
        ModifierGroupNameTaken(),
        ModifierGroupChanged(),
    ),
)
async def change_modifier_group(
    modifier_group_id: FromPath[str],
    data: JSONBody[ModifierGroupChangeBody],
    change: FromDishka[ChangeModifierGroup],
    currency: FromDishka[Currency],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[ModifierGroupShown]:
    """Change a modifier group."""
    group = await change(
        caller=caller,
        group=ModifierGroupId(uuid_or(ModifierGroupNotFound, modifier_group_id)),
        versions=matching_versions(if_match),
        name=data.name,
        least=data.least,
        most=data.most,
        modifiers=data.wanted(currency),
    )
    return versioned(ModifierGroupShown(ModifierGroupView.of(group, currency)), group.version)


@delete(
    "/{modifier_group_id:str}",
    responses=NOTHING_TO_SAY
    | problems(OnlyManagersManage(), NotForTheKitchen(), ModifierGroupNotFound(), ModifierGroupChanged()),
)
async def remove_modifier_group(
    modifier_group_id: FromPath[str],
    remove: FromDishka[RemoveModifierGroup],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> None:
    """Remove a modifier group."""
    which = ModifierGroupId(uuid_or(ModifierGroupNotFound, modifier_group_id))
    await remove(caller=caller, group=which, versions=matching_versions(if_match))


MODIFIER_GROUPS: Final = signed_in_router(
    "/api/modifier-groups",
    list_modifier_groups,
    add_modifier_group,
    show_modifier_group,
    change_modifier_group,
    remove_modifier_group,
    tag="Modifier groups",
)
