"""Signing in."""

from typing import Final

from dishka import FromDishka
from litestar import get, post
from litestar.params import JSONBody

from application.access.sign_in import SignIn
from application.access.sign_out import SignOut
from application.access.sign_out_everywhere import SignOutEverywhere
from domain.access.session import WaiterInactive
from domain.access.token import Claims
from domain.kernel.errors import Busy
from domain.people.waiter import Waiter, WaiterChanged, WaiterNotFound
from entrypoints.http.access.auth import for_signed_in
from entrypoints.http.access.clients import Admitted
from entrypoints.http.access.schemas import SignedIn, SignInBody, TokenValid
from entrypoints.http.kernel.injection import WHILE_CLOSED, FromRequest, Injected
from entrypoints.http.kernel.responses import NOTHING_TO_SAY, answer, problems
from entrypoints.http.people.schemas import USER_EXAMPLE, UserView


@post(
    "/login",
    status_code=200,
    responses=answer(200, SignedIn, {"access_token": "eyJhbGciOiJIUzI1NiJ9...", "user": USER_EXAMPLE})
    | problems(WaiterInactive(), WaiterNotFound()),
)
async def sign_in(data: JSONBody[SignInBody], _: FromRequest[Admitted], enter: FromDishka[SignIn]) -> SignedIn:
    """Sign in."""
    token, waiter = await enter(email=data.email)
    return SignedIn(token, UserView.of(waiter))


@get("/verify", responses=answer(200, TokenValid, {"message": "Token is valid", "user": USER_EXAMPLE}))
async def verify_token(waiter: FromRequest[Waiter]) -> TokenValid:
    """Verify a token."""
    return TokenValid.of(waiter)


@post("/logout", opt={WHILE_CLOSED: True}, status_code=204, responses=NOTHING_TO_SAY | problems(Busy()))
async def sign_out(claims: FromRequest[Claims], _: FromRequest[Waiter], leave: FromDishka[SignOut]) -> None:
    """Sign out."""
    await leave(claims=claims)


@post(
    "/logout-everywhere",
    opt={WHILE_CLOSED: True},
    status_code=204,
    responses=NOTHING_TO_SAY | problems(WaiterChanged()),
)
async def sign_out_everywhere(waiter: FromRequest[Waiter], leave: FromDishka[SignOutEverywhere]) -> None:
    """Sign out everywhere."""
    await leave(waiter=waiter)


SIGN_IN: Final = Injected(
    "/api/auth", route_handlers=for_signed_in(verify_token, sign_out, sign_out_everywhere), tags=["Sign-in"]
)
OPEN_SIGN_IN: Final = Injected("/api/auth", route_handlers=[sign_in], tags=["Sign-in"])
