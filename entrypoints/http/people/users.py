"""The users."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody

from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.kernel.once import Once
from application.people.change_user import ChangeUser
from application.people.list_users import ListUsers
from application.people.register_user import RegisterUser
from application.people.show_user import ShowUser
from domain.kernel.caller import Caller
from domain.kernel.ids import WaiterId
from domain.people.waiter import EmailTaken, NoManagerLeft, WaiterChanged, WaiterNotFound
from entrypoints.http.access.auth import for_signed_in
from entrypoints.http.access.clients import Admitted
from entrypoints.http.kernel.injection import FromRequest, Injected
from entrypoints.http.kernel.once import IdempotencyKey, created, sent_by
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned
from entrypoints.http.people.schemas import (
    USER_EXAMPLE,
    RegistrationBody,
    UserChangeBody,
    UserCreated,
    UserShown,
    UsersListed,
    UserView,
)


@post(
    responses=answer(201, UserCreated, {"message": "User created successfully", "user": USER_EXAMPLE})
    | problems(EmailTaken())
)
async def register_user(
    request: Request[Any, Any, Any],
    data: JSONBody[RegistrationBody],
    _: FromRequest[Admitted],
    register: FromDishka[RegisterUser],
    once: FromDishka[Once],
    idempotency_key: IdempotencyKey = None,
) -> Response[UserCreated]:
    """Register a user."""
    sent = sent_by(request, idempotency_key)
    registering = partial(register, email=data.email, name=data.name, role=data.role, sent=sent)
    user, before = await once(sent=sent, kept=await once.find(sent), do=registering)
    return created(request, user.id, UserCreated.of(user), before=before)


@get(responses=answer(200, UsersListed, {"users": [USER_EXAMPLE]}) | problems(OnlyManagersManage(), NotForTheKitchen()))
async def list_users(caller: FromRequest[Caller], users: FromDishka[ListUsers]) -> UsersListed:
    """List the users."""
    return UsersListed([UserView.of(user) for user in await users(caller=caller)])


@get("/{user_id:str}", responses=answer(200, UserShown, {"user": USER_EXAMPLE}) | problems(NotForTheKitchen()))
async def show_user(
    user_id: FromPath[str], caller: FromRequest[Caller], show: FromDishka[ShowUser], if_none_match: IfNoneMatch = None
) -> Response[UserShown]:
    """Show a user."""
    user = await show(caller=caller, user=WaiterId(uuid_or(WaiterNotFound, user_id)))
    return versioned(UserShown(UserView.of(user)), user.version, if_none_match)


@patch(
    "/{user_id:str}",
    responses=answer(200, UserShown, {"user": USER_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), EmailTaken(), NoManagerLeft(), WaiterChanged()),
)
async def change_user(
    user_id: FromPath[str],
    data: JSONBody[UserChangeBody],
    caller: FromRequest[Caller],
    change: FromDishka[ChangeUser],
    if_match: IfMatch = None,
) -> Response[UserShown]:
    """Change a user."""
    user = await change(
        caller=caller,
        user=WaiterId(uuid_or(WaiterNotFound, user_id)),
        versions=matching_versions(if_match),
        email=data.email,
        name=data.name,
        role=data.role,
        active=data.active,
    )
    return versioned(UserShown(UserView.of(user)), user.version)


USERS: Final = for_signed_in(list_users, show_user, change_user)
OPEN_USERS: Final = Injected("/api/users", route_handlers=[register_user, *USERS], tags=["Users"])
