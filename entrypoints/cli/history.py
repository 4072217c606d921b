"""`history`: a year of orders that were never placed, to see how reading does with much to read."""

import asyncio
import os
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date, datetime
from multiprocessing import get_context
from typing import Final

import click
from dishka import AsyncContainer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.kernel.caller import Role
from domain.kernel.ids import ProductId, WaiterId
from domain.kernel.money import Money
from domain.restaurant.restaurant import Restaurant
from entrypoints.cli.database import database, open_restaurant, upgrade_schema
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.cli.year import Year
from entrypoints.settings import Settings

_AHEAD: Final = 3
"""How many days are made ahead of the database."""
_MOST: Final = 100_000
MANAGER: Final = "manager@example.com"


@click.command()
@click.option("--orders", type=click.IntRange(1, 50_000_000), default=3_333_333, show_default=True, help="How many.")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="Over how many days.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same data.")
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), help="The last day. Today, where nothing is said.")
def history(orders: int, days: int, seed: int, last: datetime | None) -> None:
    """Fill an empty database with a believable year of orders."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal("STORAGE is memory, which would forget it at once")
    with database(settings, shared=True) as ready:
        upgrade_schema(ready)
        open_restaurant(ready)
        asyncio.run(_fill(ready, orders=orders, days=days, seed=seed, last=None if last is None else last.date()))


async def _fill(settings: Settings, *, orders: int, days: int, seed: int, last: date | None) -> None:
    from adapters.postgres.kernel.engine import Database
    from adapters.postgres.ordering.loading import has_orders, loading, vacuum_and_analyze
    from application.kernel.clock import Clock
    from application.reporting.rebuild_rollups import RebuildRollups
    from domain.kernel.errors import Unavailable
    from entrypoints.wiring.container import make_container

    console, started = Console(), time.perf_counter()
    container = make_container(settings)
    try:
        async with container() as scope:
            restaurant, tables = await scope.get(Restaurant), await scope.get(Database)
            if await has_orders(tables):
                raise Refusal("there are orders already, and a made-up history would mix with them")
            today = restaurant.business_date((await scope.get(Clock)).now())
            year = Year(seed, orders, days, last or today, restaurant)
            await _people_and_menu(scope, year)
            async with loading(tables) as loader:
                with _progress(console) as progress:
                    task = progress.add_task("Orders", total=orders)
                    for made in _made(year):
                        count, order_rows, line_rows = await asyncio.wrap_future(made)
                        await loader.load(order_rows, line_rows)
                        progress.advance(task, count)
                console.print("Checking that everything fits together")
            console.print("Adding up what was sold")
            await (await scope.get(RebuildRollups))()
            await vacuum_and_analyze(tables)
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    finally:
        await container.close()
    console.print(f"{orders:,} orders of {days} days in {time.perf_counter() - started:,.0f} s.")
    console.print(f"Sign in as {MANAGER}, or as waiter-01@example.com and so on.")


async def _people_and_menu(scope: AsyncContainer, year: Year) -> None:
    from application.catalogue.ports import Products
    from application.kernel.pages import PageRequest
    from application.kernel.unit_of_work import UnitOfWork
    from application.people.ports import Waiters
    from domain.catalogue.product import Product, ProductNameTaken
    from domain.people.waiter import EmailTaken, Waiter

    waiters, products = await scope.get(Waiters), await scope.get(Products)
    # Those of the same history, cut off while its orders were loaded, are there already.
    there = {each.id for each in await waiters.all()}
    there |= {each.id for each in await products.page(name_part="", page=PageRequest(1, _MOST))}
    since = year.opened_at
    people = [(f"waiter-{number:02}", Role.WAITER, each) for number, each in enumerate(year.staff, start=1)]
    people.append(("manager", Role.MANAGER, year.manager))
    changes = [
        waiters.add(
            Waiter(id=WaiterId(each), email=f"{name}@example.com", name=name.title(), registered_at=since, role=role)
        )
        for name, role, each in people
        if each not in there
    ]
    changes += [
        products.add(
            Product(id=ProductId(dish.id), name=dish.name, price=Money(dish.price(year.days - 1)), added_at=since)
        )
        for dish in year.menu
        if dish.id not in there
    ]
    try:
        await (await scope.get(UnitOfWork)).commit(None, *changes)
    except (EmailTaken, ProductNameTaken):
        raise Refusal(
            "there are users or products of the same names already, and a made-up history would mix with them"
        ) from None


def _progress(console: Console) -> Progress:
    shown = (TextColumn("Orders"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*shown, console=console, disable=not console.is_terminal)


def _made(year: Year) -> Iterator["Future[Rows]"]:
    """Yield the rows of each day, made in other processes while the database takes the days before."""
    with ProcessPoolExecutor(max(1, (os.cpu_count() or 1) - 1), mp_context=get_context("spawn")) as makers:
        waiting: deque[Future[Rows]] = deque()
        for day in range(year.days):
            waiting.append(makers.submit(rows_of, year, day))
            if len(waiting) > _AHEAD:
                yield waiting.popleft()
        yield from waiting


Rows = tuple[int, bytes, bytes]
"""How many orders, their rows, and those of their lines, as COPY reads them."""


def rows_of(year: Year, day: int) -> Rows:
    """Return the rows of one day."""
    restaurant = year.restaurant
    own, orders, lines = restaurant.id.hex, list[str](), list[str]()
    for placed in year.day(day):
        identity, total = placed.id.hex, 0
        for position, (line, dish, quantity, price) in enumerate(placed.lines):
            total += quantity * price
            lines.append(
                f"{own}\t{identity}\t{position}\t{line.hex}\t{dish.id.hex}\t{dish.name}\t{quantity}\t{price}\n"
            )
        at = placed.placed_at
        when = f"{restaurant.business_date(at)}\t{restaurant.local_hour(at)}\t{at.isoformat()}"
        orders.append(f"{own}\t{identity}\t{placed.waiter.hex}\t{placed.customer}\t{total}\t{when}\n")
    return len(orders), "".join(orders).encode(), "".join(lines).encode()
