"""`restaurant`: another restaurant, in the same program."""

from contextlib import suppress
from functools import partial
from typing import Final

import click
from dishka import AsyncContainer

from entrypoints.cli.call import call, opened_first, reopening
from entrypoints.cli.refusal import BadSetting, Refusal
from entrypoints.cli.secret_file import token_file
from entrypoints.cli.use_case import run_for_each, run_use_case

_MAKES: Final = "Where people are managed, this Setup-Token makes its first manager, once: "
_MEMORY: Final = "ends with the program that it is in: use POST /api/restaurants"


@click.command()
@click.option("--slug", default="", help="How it is called in headers and tokens, like trattoria.")
@click.option("--name", default="", help="Its name.")
@click.option("--currency", help="ISO 4217; that of the first restaurant unless you say another.")
@click.option("--time-zone", help="IANA; that of the first restaurant unless you say another.")
@click.option("--day-starts-at", help="HH:MM; that of the first restaurant unless you say another.")
@click.option("--language", help="de, en, es or fr; that of the first restaurant unless you say another.")
@click.option("--reopen", is_flag=True, help="Open the one that is called so again.")
@click.option("--new-setup-token", "anew", is_flag=True, help="Replace a lost one, where nobody was set up yet.")
def restaurant(
    slug: str,
    name: str,
    currency: str | None,
    time_zone: str | None,
    day_starts_at: str | None,
    language: str | None,
    *,
    reopen: bool,
    anew: bool,
) -> None:
    """List the restaurants; or open another one, and print what makes its first manager.

    It may be done while the program runs.
    """
    if reopen or anew:
        if not slug:
            raise BadSetting(f"say which restaurant: {reopening('bistro')}")
        for line in run_use_case(partial(_mend, reopen=reopen, anew=anew), memory=_MEMORY, slug=slug):
            click.echo(line)
        return
    if not slug and not name:
        _list()
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
            body = RestaurantBody(Name(name), Slug(slug), currency, time_zone, day_starts_at, language)
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


def _list() -> None:
    from application.access.ports import Setups

    async def is_set_up(container: AsyncContainer) -> bool:
        return await (await container.get(Setups)).done()

    there = run_for_each(is_set_up, memory=_MEMORY)
    widest = max(len(each.slug) for each, _ in there)
    for each, done in there:
        standing = f"{'open' if each.is_open else 'closed':6}  {'set up' if done else 'not set up':10}"
        click.echo(f"{each.slug:{widest}}  {standing}  {each.name}")


async def _mend(container: AsyncContainer, *, reopen: bool, anew: bool) -> list[str]:
    from domain.restaurant.restaurant import Restaurant

    before, said = await container.get(Restaurant), list[str]()
    if reopen:
        await _reopen(before.slug, container)
        said.append(f"{before.slug} is open {'already' if before.is_open else 'again'}")
    if anew:
        said.append(_MAKES + await _renew_setup_token(before.slug, container))
        if not before.is_open and not reopen:
            said.append(opened_first(before.slug))
    return said


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
