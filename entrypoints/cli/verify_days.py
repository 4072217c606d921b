"""`verify-days`: every seal of the reports of closed days, made anew."""

import click
from dishka import AsyncContainer

from entrypoints.cli.refusal import Refusal
from entrypoints.cli.use_case import named, run_for_each


@click.command("verify-days")
def verify_days() -> None:
    """Prove that no report of a closed day was changed or removed; keep the last seal elsewhere, and compare."""
    verified = run_for_each(_verify, memory="ends with the program that it is in")
    wrong = [(restaurant, number) for restaurant, (_, _, number) in verified if number is not None]
    for restaurant, (right, seal, number) in verified:
        if right and number is None:
            whose = f"{named(restaurant)}: " if len(verified) > 1 else ""
            click.echo(f"{whose}{right} closed days, last seal: {seal.hex()}")
    if wrong:
        restaurant, number = wrong[0]
        whose = f" of {named(restaurant)}" if len(verified) > 1 else ""
        raise Refusal(f"report {number}{whose} of a closed day is not as it was written")
    reports = sum(right for _, (right, _, _) in verified)
    click.echo(f"Reports of closed days: {reports}, all as they were written")


async def _verify(container: AsyncContainer) -> tuple[int, bytes, int | None]:
    from application.reporting.verify_days import VerifyDays

    return await (await container.get(VerifyDays))()
