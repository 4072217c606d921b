"""`history`: a year of orders that were never placed, to see how reading does with much to read."""

import asyncio
import time
from datetime import datetime
from functools import partial

import click

from entrypoints.cli.database import database, open_restaurant, upgrade_schema
from entrypoints.cli.refusal import settings_of_a_database
from entrypoints.cli.use_case import run_in_container


@click.command()
@click.option("--orders", type=click.IntRange(1, 50_000_000), default=3_333_333, show_default=True, help="How many.")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="Over how many days.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same data.")
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), help="The last day. Today, where nothing is said.")
def history(orders: int, days: int, seed: int, last: datetime | None) -> None:
    """Fill an empty database with a believable year of orders."""
    from entrypoints.cli.filling import fill

    settings, started = settings_of_a_database(memory="would forget it at once"), time.perf_counter()
    made_up = partial(fill, orders=orders, days=days, seed=seed, last=None if last is None else last.date())
    with database(settings) as ready:
        upgrade_schema(ready)
        _ = open_restaurant(ready)
        asyncio.run(run_in_container(ready, made_up))
    click.echo(f"{orders:,} orders of {days} days in {time.perf_counter() - started:,.0f} s.")
    click.echo("Sign in as manager@example.com, or as waiter-01@example.com and so on.")
