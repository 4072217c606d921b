"""Filling an empty database with a made-up year: its people, its menu and its orders."""

import asyncio
import gc
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Final

from dishka import AsyncContainer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from adapters.postgres.kernel.engine import Database
from adapters.postgres.ordering.loading import CopyRows, copy_rows, has_orders, loading, vacuum_and_analyze
from application.billing.ports import TaxRates
from application.catalogue.ports import Products
from application.kernel.clock import Clock
from application.kernel.pages import PageRequest
from application.kernel.unit_of_work import Change, UnitOfWork
from application.people.ports import Waiters
from application.reporting.rebuild_rollups import RebuildRollups
from domain.billing.rules import BillingRules
from domain.billing.tax_rate import TaxRate
from domain.catalogue.product import Product, ProductNameTaken
from domain.kernel.caller import Role
from domain.kernel.ids import TaxId
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import EmailTaken, Waiter
from domain.restaurant.restaurant import Restaurant
from entrypoints.cli.made_up import id_of
from entrypoints.cli.refusal import Refusal
from entrypoints.cli.year import Year
from entrypoints.cli.year_bills import Bills
from entrypoints.cli.year_days import close_days
from entrypoints.cli.year_menu import TAXES

_AHEAD: Final = 3
"""How many days are made ahead of the database."""
_MOST: Final = 100_000


async def fill(container: AsyncContainer, *, orders: int, days: int, seed: int, last: date | None) -> None:
    """Make so many orders up and load them, or refuse where there are orders already."""
    console = Console()
    restaurant, tables = await container.get(Restaurant), await container.get(Database)
    if await has_orders(tables):
        raise Refusal("there are orders already, and a made-up history would mix with them")
    today = restaurant.business_date((await container.get(Clock)).now())
    year = Year(seed, orders, days, last or today, restaurant, await container.get(BillingRules))
    await _people_and_menu(container, year)
    async with loading(tables) as loader:
        with _progress(console) as progress:
            task = progress.add_task("Orders", total=orders)
            for made in _made(year):
                day = await asyncio.wrap_future(made)
                await loader.load(day)
                progress.advance(task, day.orders)
        console.print("Checking that everything fits together")
    console.print("Adding up what was sold")
    await (await container.get(RebuildRollups))()
    await vacuum_and_analyze(tables)
    console.print("Closing the days that are over")
    _ = await close_days(container, year, today)


async def _people_and_menu(container: AsyncContainer, year: Year) -> None:
    waiters, products = await container.get(Waiters), await container.get(Products)
    # Those of the same history, cut off while its orders were loaded, are there already.
    there = {each.id for each in await waiters.all()}
    there |= {each.id for each in await products.page(name_part="", page=PageRequest(1, _MOST))}
    since = year.opened_at
    people = [(f"waiter-{number:02}", Role.WAITER, each) for number, each in enumerate(year.staff, start=1)]
    people.append(("manager", Role.MANAGER, year.manager))
    changes = [
        waiters.add(
            Waiter(id=each, email=Email(f"{name}@example.com"), name=Name(name.title()), registered_at=since, role=role)
        )
        for name, role, each in people
        if each not in there
    ]
    changes += [
        products.add(
            Product(
                id=dish.id,
                name=dish.name,
                price=dish.price(year.days - 1),
                added_at=since,
                tax=Name(dish.tax.category),
            )
        )
        for dish in year.menu
        if dish.id not in there
    ]
    changes += await _tax_rates(await container.get(TaxRates), year)
    try:
        await (await container.get(UnitOfWork)).commit(None, *changes)
    except (EmailTaken, ProductNameTaken):
        raise Refusal(
            "there are users or products of the same names already, and a made-up history would mix with them"
        ) from None


async def _tax_rates(rates: TaxRates, year: Year) -> Sequence[Change]:
    there, chance = await rates.of(TAXES), year.chance("taxes")
    return [
        rates.add(
            TaxRate(
                id=TaxId(id_of(chance, year.opened_at.timestamp())),
                category=Name(category),
                name=Name(tax.name),
                percent=tax.percent,
                included=tax.included,
                starts_on=year.date(0),
            )
        )
        for category, tax in TAXES.items()
        if category not in there
    ]


def _progress(console: Console) -> Progress:
    shown = (TextColumn("Orders"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*shown, console=console, disable=not console.is_terminal)


def _made(year: Year) -> Iterator[Future[CopyRows]]:
    """Yield the rows of each day, made in other processes while the database takes the days before."""
    # They make nothing that goes in circles, but so much that looking for it would take a tenth of their time.
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn"), initializer=gc.disable) as makers:
        waiting: deque[Future[CopyRows]] = deque()
        for day in range(year.days):
            waiting.append(makers.submit(rows_of, year, day))
            if len(waiting) > _AHEAD:
                yield waiting.popleft()
        yield from waiting


def rows_of(year: Year, day: int) -> CopyRows:
    """Return the rows of one day."""
    bills = Bills(year, year.chance(f"bills {day}"))
    return copy_rows(year.restaurant.id, map(bills.life, year.day(day)))
