"""Signing in with secrets, and who may create users."""

from typing import Annotated, Any, Final

from dishka import AsyncContainer, FromDishka
from litestar import Request, Response, post
from litestar.params import FromPath, HeaderParameter, JSONBody

from application.access.activate_user import ActivateUser
from application.access.admission import Admission
from application.access.employ_user import EmployUser
from application.access.issue_code import IssueCode
from application.access.refresh_session import RefreshSession
from application.access.set_up import SetUp
from application.access.sign_in_with_secret import SignInWithSecret
from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from domain.access.lifetimes import TOKENS_LAST
from domain.access.secret import ActivationRefused, SetupRefused, WrongCredentials
from domain.access.session import SessionEnded, WaiterInactive
from domain.kernel.caller import Caller
from domain.kernel.errors import Busy
from domain.kernel.ids import WaiterId
from domain.people.waiter import EmailTaken, WaiterChanged, WaiterNotFound
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.access.auth import for_signed_in, signed_in
from entrypoints.http.access.carried import token_of
from entrypoints.http.access.managed_schemas import (
    CODE_EXAMPLE,
    ActivationBody,
    CodeIssued,
    EmploymentBody,
    RefreshBody,
    SecretSignInBody,
    SessionOpened,
    UserActivated,
    UserEmployed,
)
from entrypoints.http.kernel.addresses import location
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.injection import FromRequest, Injected
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import NOT_KEPT, SIGNED_IN, answer, problems
from entrypoints.http.people.schemas import USER_EXAMPLE
from entrypoints.http.people.users import USERS

DeviceToken = Annotated[
    str | None,
    HeaderParameter(
        name="Device-Token",
        description="What the device was given when it was enrolled. PINs need it, and with it nobody is kept waiting "
        "by strangers at the same address.",
    ),
]
SetupTokenHeader = Annotated[
    str | None,
    HeaderParameter(name="Setup-Token", description="Makes the first manager, once; afterwards it is worth nothing."),
]
_OPENED: Final = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9...",
    "user": USER_EXAMPLE,
    "refresh_token": "trattoria.01937b1e-7c00-7000-8000-000000000001.XyZ...",
    "expires_in": int(TOKENS_LAST.total_seconds()),
}


@post(
    "/login",
    operation_id="signIn",
    status_code=200,
    responses=answer(200, SessionOpened, _OPENED) | problems(WrongCredentials(), WaiterInactive(), Busy()),
)
async def sign_in_with_secret(
    data: JSONBody[SecretSignInBody],
    admission: FromRequest[Admission],
    enter: FromDishka[SignInWithSecret],
    restaurant: FromDishka[Restaurant],
    device_token: DeviceToken = None,
) -> SessionOpened:
    """Sign in."""
    device = None if device_token is None else token_of(device_token)
    opened = await enter(email=data.email, secret=data.secret, device_token=device, admission=admission)
    return SessionOpened.of(opened, restaurant.slug)


@post("/refresh", status_code=200, responses=answer(200, SessionOpened, _OPENED) | problems(SessionEnded(), Busy()))
async def refresh_session(
    data: JSONBody[RefreshBody],
    admission: FromRequest[Admission],
    refresh: FromDishka[RefreshSession],
    restaurant: FromDishka[Restaurant],
) -> SessionOpened:
    """Refresh a session."""
    opened = await refresh(refresh_token=token_of(data.refresh_token), admission=admission)
    return SessionOpened.of(opened, restaurant.slug)


@post(
    "/activate",
    status_code=200,
    responses=answer(200, UserActivated, {"message": "User activated successfully", "user": USER_EXAMPLE})
    | problems(ActivationRefused(), WaiterChanged()),
)
async def activate_user(
    data: JSONBody[ActivationBody], admission: FromRequest[Admission], activate: FromDishka[ActivateUser]
) -> UserActivated:
    """Choose a password or a PIN."""
    waiter = await activate(email=data.email, code=data.code, secrets=data.secrets, admission=admission)
    return UserActivated.of(waiter)


async def _signed_in_or_setting_up(request: Request[Any, Any, Any]) -> None:
    if "setup-token" not in request.headers:
        await signed_in(request)


@post(
    before_request=_signed_in_or_setting_up,
    cache_control=NOT_KEPT,
    security=[*SIGNED_IN, {}],
    responses=answer(
        201,
        UserEmployed,
        {"message": "User created successfully", "user": USER_EXAMPLE, "activation_code": CODE_EXAMPLE},
    )
    | problems(OnlyManagersManage(), NotForTheKitchen(), SetupRefused(), EmailTaken()),
)
async def employ_user(
    request: Request[Any, Any, Any],
    data: JSONBody[EmploymentBody],
    admission: FromRequest[Admission],
    employ: FromDishka[EmployUser],
    set_up: FromDishka[SetUp],
    scope: FromRequest[AsyncContainer],
    setup_token: SetupTokenHeader = None,
) -> Response[UserEmployed]:
    """Create a user."""
    if setup_token is not None:
        made = await set_up(
            token=setup_token, email=data.email, name=data.name, secret=data.secret, admission=admission
        )
    else:
        caller = await scope.get(Caller)
        made = await employ(caller=caller, email=data.email, name=data.name, role=data.role)
    return JSONAnswer(UserEmployed.of(*made), status_code=201, headers=location(request, made[0].id))


@post(
    "/{user_id:str}/activation",
    operation_id="issueActivationCode",
    cache_control=NOT_KEPT,
    responses=answer(201, CodeIssued, {"user_id": USER_EXAMPLE["id"], "activation_code": CODE_EXAMPLE})
    | problems(OnlyManagersManage(), NotForTheKitchen(), WaiterChanged()),
)
async def issue_code(user_id: FromPath[str], caller: FromRequest[Caller], issue: FromDishka[IssueCode]) -> CodeIssued:
    """Issue an activation code."""
    user = WaiterId(uuid_or(WaiterNotFound, user_id))
    return CodeIssued(user, (await issue(caller=caller, user=user)).in_groups)


MANAGED_SIGN_IN: Final = Injected(
    "/api/auth", route_handlers=[sign_in_with_secret, refresh_session, activate_user], tags=["Sign-in"]
)
MANAGED_USERS: Final = Injected(
    "/api/users", route_handlers=[employ_user, *for_signed_in(issue_code), *USERS], tags=["Users"]
)
