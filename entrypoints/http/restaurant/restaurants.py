"""The restaurant: what it is like, which its managers change."""

from typing import Final

from dishka import FromDishka
from litestar import Response, get, patch
from litestar.params import JSONBody

from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from application.restaurant.change_restaurant import ChangeRestaurant
from application.restaurant.show_restaurant import ShowRestaurant
from domain.kernel.caller import Caller
from domain.kernel.money import Currency
from domain.restaurant.restaurant import CurrencyIsFixed, RestaurantChanged
from entrypoints.http.access.auth import for_signed_in
from entrypoints.http.kernel.injection import WHILE_CLOSED, FromRequest, Injected
from entrypoints.http.kernel.responses import answer, problems
from entrypoints.http.kernel.versions import IfMatch, IfNoneMatch, matching_versions, versioned
from entrypoints.http.restaurant.schemas import (
    RESTAURANT_EXAMPLE,
    RestaurantChangeBody,
    RestaurantShown,
    RestaurantView,
)


@get(responses=answer(200, RestaurantShown, {"restaurant": RESTAURANT_EXAMPLE}))
async def show_restaurant(
    show: FromDishka[ShowRestaurant], _: FromRequest[Caller], if_none_match: IfNoneMatch = None
) -> Response[RestaurantShown]:
    """Show the restaurant.

    To everybody who is signed in: amounts are in its currency, days and hours are its time zone's.
    """
    restaurant = await show()
    return versioned(RestaurantShown(RestaurantView.of(restaurant)), restaurant.version, if_none_match)


@patch(
    opt={WHILE_CLOSED: True},
    responses=answer(200, RestaurantShown, {"restaurant": RESTAURANT_EXAMPLE})
    | problems(
        OnlyManagersManage(),
        NotForTheKitchen(),
        CurrencyIsFixed.between(Currency.of("EUR"), Currency.of("USD")),
        RestaurantChanged(),
    ),
)
async def change_restaurant(
    data: JSONBody[RestaurantChangeBody],
    change: FromDishka[ChangeRestaurant],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[RestaurantShown]:
    """Change the restaurant.

    This is for its managers, and in open mode for everybody who is signed in. What changes holds from now on: sales
    keep the business day that they were made on. The currency is fixed once there is a price. `"open": false` closes
    it: nobody signs in, and nothing but this changes until it is opened again, here while the caller is signed in, or
    by the operator. An order that is under way by then may still be accepted.
    """
    restaurant = await change(
        caller=caller,
        versions=matching_versions(if_match),
        name=data.name,
        currency=data.new_currency,
        time_zone=data.new_zone,
        day_starts_at=data.new_start,
        language=data.new_language,
        is_open=data.open,
    )
    return versioned(RestaurantShown(RestaurantView.of(restaurant)), restaurant.version)


RESTAURANT: Final = Injected(
    "/api/restaurant", route_handlers=for_signed_in(show_restaurant, change_restaurant), tags=["Restaurant"]
)
