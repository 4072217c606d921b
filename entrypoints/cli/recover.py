"""`recover`: a lost manager, back in."""

from datetime import timedelta

import click
from dishka import AsyncContainer

from domain.access.lifetimes import CODES_LAST
from domain.restaurant.restaurant import Restaurant
from entrypoints.cli.call import call, opened_first
from entrypoints.cli.refusal import BadSetting, Refusal
from entrypoints.cli.use_case import run_use_case


@click.command()
@click.argument("email", default="")
@click.option("--slug", default="", help="In the restaurant that is called so; the first one unless you say another.")
def recover(email: str, slug: str) -> None:
    """Make the user with this EMAIL an active manager, and print a code to choose a new password with."""
    if not email:
        raise BadSetting(f"say who comes back in: {call('recover EMAIL=ana@example.com', 'recover ana@example.com')}")

    async def recover_manager(container: AsyncContainer) -> tuple[str, Restaurant]:
        from application.access.recover_access import RecoverAccess
        from domain.people.waiter import WaiterNotFound

        try:
            code = await (await container.get(RecoverAccess))(email=email)
        except WaiterNotFound:
            raise Refusal("nobody on the staff has this e-mail address") from None
        return code.in_groups, await container.get(Restaurant)

    code, restaurant = run_use_case(recover_manager, memory="ends with the program that it is in", slug=slug)
    hours = CODES_LAST // timedelta(hours=1)
    click.echo(f"Activation code, good for {hours} hours and once: {code}")
    click.echo(f"POST /api/auth/activate takes it{f', with the header `Restaurant: {slug}`' if slug else ''}")
    if not restaurant.is_open:
        click.echo(opened_first(restaurant.slug))
