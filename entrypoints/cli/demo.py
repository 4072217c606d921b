"""`demo`: a dinner service played against a running API, and its sales report held against what was ordered."""

import time
from collections.abc import Sequence
from contextlib import closing
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from entrypoints.cli.client import Client
from entrypoints.cli.day_end import booked, close_day, ending, ensure_booked, leave_open, table_of
from entrypoints.cli.menu import list_menu
from entrypoints.cli.refusal import read_settings
from entrypoints.cli.service import Dinner
from entrypoints.cli.settling import NOTHING_TAKEN
from entrypoints.cli.sold import added_up, ensure_equal, reported, table_of_products, total
from entrypoints.cli.staff import enter
from entrypoints.cli.tables import free_tables, furnish
from entrypoints.settings import Settings

_AT_ONCE: Final = 300
_TO_BE_WATCHED: Final = 50
_COLUMNS: Final = (TextColumn("Dinner"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


@click.command()
@click.option("--url", help="Where the API answers, if not where HOST and PORT say.")
@click.option(
    "--orders",
    type=click.IntRange(1, 100_000),
    help=f"How many to place.  [default: {_AT_ONCE}, or {_TO_BE_WATCHED} with --minutes]",
)
@click.option("--waiters", type=click.IntRange(1, 64), default=6, show_default=True, help="How many at a time.")
@click.option(
    "--minutes",
    type=click.FloatRange(0, 600, min_open=True),
    help="Spread the evening over about so many, to be watched in the console.  [default: as fast as it goes]",
)
@click.option(
    "--close-day/--leave-open",
    "closes",
    default=None,
    help="What becomes of the day.  [default: it is closed, but with --minutes it is left open]",
)
def demo(url: str | None, orders: int | None, waiters: int, minutes: float | None, *, closes: bool | None) -> None:
    """Play a dinner service against the running API, print what it sold and took, and close the day."""
    console = Console()
    url = url or _address(read_settings())
    parties = orders or (_AT_ONCE if minutes is None else _TO_BE_WATCHED)
    with closing(Client(url)) as manager:
        watching = enter(manager, "Manuela", "manager").email
        console.print(f"Watch it at {url.rstrip('/')}/app/, signed in as {watching}", soft_wrap=True)
        furnish(manager)
        menu = list_menu(manager)
        pace = "" if minutes is None else f" in about {minutes:g} minutes"
        console.print(f"{len(menu)} dishes are on the menu; {waiters} waiters take {parties} orders{pace}")
        with Progress(*_COLUMNS, console=console) as progress:
            task = progress.add_task("Dinner", total=parties)
            dinner = Dinner(url, menu, waiters, lambda: progress.advance(task))
            staff, proof = _at_once(manager, dinner, parties) if minutes is None else _watched(dinner, minutes, parties)
        console.print(table_of_products(reported(manager, staff)))
        closes = minutes is None if closes is None else closes
        day, why_open = close_day(manager) if closes else leave_open(manager)
    console.print(table_of(day))
    for sentence in (*proof, ending(day, why_open)):
        console.print(sentence)


def _at_once(manager: Client, dinner: Dinner, orders: int) -> tuple[Sequence[str], Sequence[str]]:
    """Serve as fast as it goes, and return who did, and what that proves, or refuse where the books are wrong."""
    started = time.perf_counter()
    staff, visits = dinner.at_once(orders, free_tables(manager))
    seconds = time.perf_counter() - started
    ordered = added_up(sale for visit in visits for sale in visit.sold)
    ensure_equal(ordered, reported(manager, staff))
    took = sum((visit.took for visit in visits), NOTHING_TAKEN)
    ensure_booked(took, booked(manager, staff))
    dishes, revenue = total(ordered).total_quantity, total(ordered).total_price
    return staff, (
        f"{orders} orders cooked, served and paid in {seconds:.1f} s, {orders / seconds:,.0f} a second.",
        f"The report grew by {dishes:,} dishes for {revenue:,}: exactly what was ordered, less what was sent back.",
        f"With {took.discounts:,} taken off, {took.payments:,} was paid, and {took.tips:,} left as tips.",
    )


def _watched(dinner: Dinner, minutes: float, orders: int) -> tuple[Sequence[str], Sequence[str]]:
    """Serve in about so many minutes, and return who did. As others may join in, it proves nothing."""
    return dinner.over(minutes, orders), ()


def _address(settings: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared with
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
