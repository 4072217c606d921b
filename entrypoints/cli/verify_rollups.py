"""`verify-rollups`: the sums that reports are made of, held against the lines."""

import asyncio

import click

from entrypoints.cli.database import database
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.settings import Settings


@click.command("verify-rollups")
@click.option("--rebuild", is_flag=True, help="Make every sum anew from the lines first.")
def verify_rollups(*, rebuild: bool) -> None:
    """Prove that the sums kept for reports are what the lines add up to, and those of products how many there are."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal("STORAGE is memory, which keeps no sums")
    with database(settings) as ready:
        different = asyncio.run(_verify(ready, rebuild=rebuild))
    click.echo(f"Sums that are not what the lines and products add up to: {different}")
    if different:
        raise Refusal("the sums are wrong; make verify-rollups args=--rebuild makes them anew")


async def _verify(settings: Settings, *, rebuild: bool) -> int:
    from application.reporting.rebuild_rollups import RebuildRollups
    from application.reporting.verify_rollups import VerifyRollups
    from domain.kernel.errors import Busy, Unavailable
    from entrypoints.wiring.container import make_container

    container = make_container(settings)
    try:
        async with container() as scope:
            if rebuild:
                await (await scope.get(RebuildRollups))()
            return await (await scope.get(VerifyRollups))()
    except Busy as error:
        raise Refusal("somebody else makes the sums anew") from error
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    finally:
        await container.close()
