"""The restaurants, for who operates the program: one more is opened, a closed one reopened, a lost token replaced."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Annotated, Any, Final

from dishka import FromDishka
from litestar import Request, Response, patch, post
from litestar.params import FromPath, HeaderParameter, JSONBody

from application.access.admission import Admission
from application.access.chance import Chance
from application.access.renew_setup_token import RenewSetupToken
from application.kernel.answers import Sent
from application.restaurant.open_restaurant import OpenRestaurant
from application.restaurant.ports import Restaurants
from application.restaurant.reopen_restaurant import ReopenRestaurant
from domain.access.secret import AlreadySetUp, digest
from domain.access.token import TokenInvalid
from domain.kernel.errors import Invalid, NotAllowed
from domain.restaurant.restaurant import Restaurant, RestaurantChanged, RestaurantNotFound, SlugTaken
from domain.restaurant.slug import InvalidSlug, Slug
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.injection import WHILE_CLOSED, FromRequest, Injected, container_named
from entrypoints.http.kernel.once import replayed, sent_by
from entrypoints.http.kernel.responses import NOT_KEPT, TOO_OFTEN, answer, problems
from entrypoints.http.restaurant.schemas import (
    RESTAURANT_EXAMPLE,
    ReopeningBody,
    RestaurantBody,
    RestaurantOpened,
    RestaurantShown,
    RestaurantView,
    SetupTokenRenewed,
)
from entrypoints.settings import Settings

OperatorToken = Annotated[
    str | None,
    HeaderParameter(name="Operator-Token", description="What the setting `OPERATOR_TOKEN` says; without it, nobody's."),
]


OpeningKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="1 to 255 visible ASCII characters, made up for this one request. Sent again with the same key and "
        "body, it opens nothing more: it is answered with the restaurant as it is by then, and the same setup token, "
        "as long as no other was made and the operator's token is the same. Nothing is kept for the key: with another "
        "body it is another request, and opens another restaurant.",
    ),
]


class OperatorTokenRefused(NotAllowed):
    """An operator's token that is wrong or missing, or a program that knows none."""

    says = "Only who has the operator's token may do this"


class OnlyManagersClose(Invalid):
    """A restaurant that the operator wants closed."""

    says = "Restaurants are closed by their managers: PATCH /api/restaurant"


async def _ensure_operates(given: str | None, settings: Settings, admission: Admission) -> None:
    expected = settings.operator_token
    if expected is None or not hmac.compare_digest(digest(given or ""), digest(expected)):
        await admission.stranger()
        raise OperatorTokenRefused


@post(
    cache_control=NOT_KEPT,
    opt={WHILE_CLOSED: True},
    responses=answer(
        201,
        RestaurantOpened,
        {
            "message": "Restaurant opened successfully",
            "restaurant": RESTAURANT_EXAMPLE,
            "setup_token": "x3pO1...",
        },
    )
    | problems(InvalidSlug(field=("slug",)), OperatorTokenRefused(), SlugTaken()),
)
async def open_restaurant(  # noqa: PLR0913, PLR0917 - what it is sent with, and what it needs
    request: Request[Any, Any, Any],
    data: JSONBody[RestaurantBody],
    admission: FromRequest[Admission],
    settings: FromDishka[Settings],
    restaurants: FromDishka[Restaurants],
    chance: FromDishka[Chance],
    opening: FromDishka[OpenRestaurant],
    operator_token: OperatorToken = None,
    key: OpeningKey = None,
) -> Response[RestaurantOpened]:
    """Open a restaurant."""
    await _ensure_operates(operator_token, settings, admission)
    sent = sent_by(request, key)
    token = chance.token() if sent is None else _setup_token(operator_token or "", sent)
    described = data.described(await restaurants.first())
    opened, before = await opening(described=described, setup_token=digest(token))
    return JSONAnswer(RestaurantOpened.of(opened, token), status_code=201, headers=replayed(before=before))


def _setup_token(operator_token: str, sent: Sent) -> str:
    """Return the setup token of a request that may be sent again: the same each time, so that it need not be kept.

    Nobody without the operator's token can compute it.
    """
    message = f"setup token\n{sent.key}\n{sent.fingerprint.hex()}"
    made = hmac.new(operator_token.encode(), message.encode(), hashlib.sha256)
    return urlsafe_b64encode(made.digest()).rstrip(b"=").decode()


@post(
    "/{slug:str}/setup-token",
    operation_id="renewSetupToken",
    cache_control=NOT_KEPT,
    opt={WHILE_CLOSED: True},
    responses=answer(201, SetupTokenRenewed, {"restaurant": RESTAURANT_EXAMPLE, "setup_token": "x3pO1..."})
    | problems(TokenInvalid(), OperatorTokenRefused(), RestaurantNotFound(), AlreadySetUp(), TOO_OFTEN),
)
async def renew_setup_token(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    admission: FromRequest[Admission],
    settings: FromDishka[Settings],
    chance: FromDishka[Chance],
    operator_token: OperatorToken = None,
) -> SetupTokenRenewed:
    """Make a new setup token.

    Instead of one that was lost, until the restaurant has had a first manager or an active one has a password or a PIN.
    The one of before is worth nothing then, that of the settings until the next start.
    """
    await _ensure_operates(operator_token, settings, admission)
    token = chance.token()
    container = await container_named(request, _known(slug))
    await (await container.get(RenewSetupToken))(setup_token=digest(token))
    return SetupTokenRenewed(RestaurantView.of(await container.get(Restaurant)), token)


@patch(
    "/{slug:str}",
    opt={WHILE_CLOSED: True},
    responses=answer(200, RestaurantShown, {"restaurant": RESTAURANT_EXAMPLE})
    | problems(OnlyManagersClose(field=("open",)), OperatorTokenRefused(), RestaurantNotFound(), RestaurantChanged()),
)
async def reopen_restaurant(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    data: JSONBody[ReopeningBody],
    admission: FromRequest[Admission],
    settings: FromDishka[Settings],
    operator_token: OperatorToken = None,
) -> RestaurantShown:
    """Open a closed restaurant again."""
    await _ensure_operates(operator_token, settings, admission)
    if not data.open:
        raise OnlyManagersClose(field=("open",))
    reopen = await (await container_named(request, _known(slug))).get(ReopenRestaurant)
    return RestaurantShown(RestaurantView.of(await reopen()))


def _known(slug: str) -> Slug:
    try:
        return Slug(slug)
    except InvalidSlug:
        raise RestaurantNotFound from None


RESTAURANTS: Final = Injected(
    "/api/restaurants", route_handlers=[open_restaurant, reopen_restaurant, renew_setup_token], tags=["Restaurant"]
)
