"""`verify-rollups`: the sums that reports are made of, held against the lines."""

import click
from dishka import AsyncContainer

from entrypoints.cli.call import call
from entrypoints.cli.refusal import Refusal
from entrypoints.cli.use_case import named, run_for_each


@click.command("verify-rollups")
@click.option("--rebuild", is_flag=True, help="Make every sum anew from the lines first.")
def verify_rollups(*, rebuild: bool) -> None:
    """Prove that the sums kept for reports are what the lines add up to, and those of products how many there are."""

    async def verify(container: AsyncContainer) -> int:
        from application.reporting.rebuild_rollups import RebuildRollups
        from application.reporting.verify_rollups import VerifyRollups

        if rebuild:
            await (await container.get(RebuildRollups))()
        return await (await container.get(VerifyRollups))()

    verified = run_for_each(verify, memory="keeps no sums")
    different = sum(each for _, each in verified)
    if len(verified) > 1:
        for restaurant, wrong in verified:
            if wrong:
                click.echo(f"{named(restaurant)}: {wrong}")
    click.echo(f"Sums that are not what the lines and products add up to: {different}")
    if different:
        rebuild_them = call("verify-rollups args=--rebuild", "verify-rollups --rebuild")
        raise Refusal(f"the sums are wrong; {rebuild_them} makes them anew")
