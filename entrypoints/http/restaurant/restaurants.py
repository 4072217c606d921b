"""The restaurants: what theirs is like, for managers, and another one, for who operates the program."""

import hmac
from typing import Annotated, Final

from dishka import FromDishka
from litestar import Response, get, patch, post
from litestar.params import FromPath, HeaderParameter, JSONBody

from application.access.admission import Admission
from application.kernel.chance import Chance
from application.restaurant.change_restaurant import ChangeRestaurant
from application.restaurant.open_restaurant import OpenRestaurant
from application.restaurant.ports import Restaurants
from application.restaurant.reopen_restaurant import ReopenRestaurant
from application.restaurant.show_restaurant import ShowRestaurant
from domain.access.secret import digest
from domain.kernel.caller import Caller
from domain.kernel.errors import Invalid, NotAllowed
from domain.restaurant.restaurant import RestaurantNotFound
from domain.restaurant.slug import InvalidSlug, Slug
from entrypoints.http.access.auth import for_signed_in
from entrypoints.http.kernel.injection import WHILE_CLOSED, FromRequest, Injected
from entrypoints.http.kernel.responses import NOT_KEPT, answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned
from entrypoints.http.restaurant.schemas import (
    RESTAURANT_EXAMPLE,
    ReopeningBody,
    RestaurantBody,
    RestaurantChangeBody,
    RestaurantOpened,
    RestaurantShown,
    RestaurantView,
)
from entrypoints.settings import Settings

OperatorToken = Annotated[
    str | None,
    HeaderParameter(name="Operator-Token", description="What the setting `OPERATOR_TOKEN` says; without it, nobody's."),
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
    | problems(403, 409),
)
async def open_restaurant(
    data: JSONBody[RestaurantBody],
    admission: FromRequest[Admission],
    settings: FromDishka[Settings],
    restaurants: FromDishka[Restaurants],
    chance: FromDishka[Chance],
    opening: FromDishka[OpenRestaurant],
    operator_token: OperatorToken = None,
) -> RestaurantOpened:
    """Open a restaurant."""
    await _ensure_operates(operator_token, settings, admission)
    token = chance.token()
    described = data.described(await restaurants.first())
    opened = await opening(described=described, setup_token=digest(token))
    return RestaurantOpened.of(opened, token)


@patch(
    "/{slug:str}",
    opt={WHILE_CLOSED: True},
    responses=answer(200, RestaurantShown, {"restaurant": RESTAURANT_EXAMPLE}) | problems(403, 404, 409),
)
async def reopen_restaurant(
    slug: FromPath[str],
    data: JSONBody[ReopeningBody],
    admission: FromRequest[Admission],
    settings: FromDishka[Settings],
    reopen: FromDishka[ReopenRestaurant],
    operator_token: OperatorToken = None,
) -> RestaurantShown:
    """Open a closed restaurant again."""
    await _ensure_operates(operator_token, settings, admission)
    if not data.open:
        raise OnlyManagersClose(field=("open",))
    try:
        known = Slug(slug)
    except InvalidSlug:
        raise RestaurantNotFound from None
    return RestaurantShown(RestaurantView.of(await reopen(slug=known)))


@get(responses=answer(200, RestaurantShown, {"restaurant": RESTAURANT_EXAMPLE}) | problems(403))
async def show_restaurant(
    caller: FromRequest[Caller], show: FromDishka[ShowRestaurant], if_none_match: IfNoneMatch = None
) -> Response[RestaurantShown]:
    """Show the restaurant."""
    restaurant = await show(caller=caller)
    return versioned(RestaurantShown(RestaurantView.of(restaurant)), restaurant.version, if_none_match)


@patch(
    opt={WHILE_CLOSED: True},
    responses=answer(200, RestaurantShown, {"restaurant": RESTAURANT_EXAMPLE}) | problems(403),
)
async def change_restaurant(
    data: JSONBody[RestaurantChangeBody],
    change: FromDishka[ChangeRestaurant],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[RestaurantShown]:
    """Change the restaurant.

    What changes holds from now on: sales keep the business day that they were made on. The currency is fixed once there
    is a price. `"open": false` closes it: nobody signs in and nothing changes until it is opened again, here while
    the caller is signed in, or by the operator.
    """
    restaurant = await change(
        caller=caller,
        versions=matching_versions(if_match),
        name=data.name,
        currency=data.new_currency,
        time_zone=data.new_zone,
        day_starts_at=data.new_start,
        is_open=data.open,
    )
    return versioned(RestaurantShown(RestaurantView.of(restaurant)), restaurant.version)


RESTAURANTS: Final = Injected(
    "/api/restaurants", route_handlers=[open_restaurant, reopen_restaurant], tags=["Restaurant"]
)
RESTAURANT: Final = Injected(
    "/api/restaurant", route_handlers=for_signed_in(show_restaurant, change_restaurant), tags=["Restaurant"]
)
