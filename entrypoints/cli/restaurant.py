"""`restaurant`: another restaurant, in the same program."""

from contextlib import suppress
from functools import partial
from typing import Final

import click
from dishka import AsyncContainer

from entrypoints.cli.call import call
from entrypoints.cli.refusal import BadSetting, Refusal
from entrypoints.cli.secret_file import token_file
from entrypoints.cli.use_case import run_use_case

_MAKES: Final = "Where people are managed, this Setup-Token makes its first manager, once: "
_MEMORY: Final = "ends with the program that it is in: use POST /api/restaurants"


@click.command()
@click.option("--slug", default="", help="How it is called in headers and tokens, like trattoria.")
@click.option("--name", default="", help="Its name.")
@click.option("--currency", help="ISO 4217; that of the first restaurant unless you say another.")
@click.option("--time-zone", help="IANA; that of the first restaurant unless you say another.")
@click.option("--day-starts-at", help="HH:MM; that of the first restaurant unless you say another.")
@click.option("--reopen", is_flag=True, help="Open the one that is called so again.")
@click.option("--new-setup-token", "anew", is_flag=True, help="Replace a lost one, where nobody was set up yet.")
def restaurant(
    slug: str,
    name: str,
    currency: str | None,
    time_zone: str | None,
    day_starts_at: str | None,
    *,
    reopen: bool,
    anew: bool,
) -> None:
    """Open another restaurant, and print what makes its first manager. It may be done while the program runs."""
    if slug and reopen:
        run_use_case(partial(_reopen, slug), memory=_MEMORY, slug=slug)
        click.echo(f"{slug} is open again")
        return
    if slug and anew:
        click.echo(_MAKES + run_use_case(partial(_renew_setup_token, slug), memory=_MEMORY, slug=slug))
        return
    if not slug or not name:
        example = call('restaurant SLUG=bistro NAME="Bistro da Ana"', "restaurant --slug bistro --name 'Bistro da Ana'")
        raise BadSetting(f"say how it is called: {example}")

    async def open_another(container: AsyncContainer) -> str:
        from application.access.chance import Chance
        from application.restaurant.open_restaurant import OpenRestaurant
        from domain.access.secret import digest
        from domain.kernel.errors import Invalid
        from domain.kernel.names import Name
        from domain.restaurant.restaurant import Restaurant, SlugTaken
        from domain.restaurant.slug import Slug
        from entrypoints.http.restaurant.schemas import RestaurantBody

        try:
            body = RestaurantBody(Name(name), Slug(slug), currency, time_zone, day_starts_at)
            described = body.described(await container.get(Restaurant))
        except Invalid as refusal:
            raise BadSetting(f"the restaurant cannot be: {refusal}") from refusal
        token = (await container.get(Chance)).token()
        try:
            _ = await (await container.get(OpenRestaurant))(described=described, setup_token=digest(token))
        except SlugTaken:
            raise Refusal(f"another restaurant is called {slug} already") from None
        return token

    token = run_use_case(open_another, memory=_MEMORY)
    click.echo(f"{name} is open: requests mean it with the header `Restaurant: {slug}`")
    click.echo(_MAKES + token)


async def _reopen(slug: str, container: AsyncContainer) -> None:
    from application.restaurant.reopen_restaurant import ReopenRestaurant
    from domain.restaurant.restaurant import RestaurantChanged

    try:
        _ = await (await container.get(ReopenRestaurant))()
    except RestaurantChanged:
        raise Refusal(f"somebody else changed {slug} just now: try again") from None


async def _renew_setup_token(slug: str, container: AsyncContainer) -> str:
    from application.access.chance import Chance
    from application.access.renew_setup_token import RenewSetupToken
    from application.restaurant.ports import Restaurants
    from domain.access.secret import AlreadySetUp, digest
    from domain.restaurant.restaurant import Restaurant
    from entrypoints.settings import Settings

    token = (await container.get(Chance)).token()
    try:
        await (await container.get(RenewSetupToken))(setup_token=digest(token))
    except AlreadySetUp:
        lets_back_in = call(f"recover EMAIL=... SLUG={slug}", f"recover EMAIL --slug {slug}")
        raise Refusal(f"{slug} is set up, with a manager: {lets_back_in} lets a manager back in") from None
    first = await (await container.get(Restaurants)).first()
    if first.id == (await container.get(Restaurant)).id:
        with suppress(OSError):  # not ours to remove: the next start does
            token_file(await container.get(Settings)).unlink(missing_ok=True)
    return token
