"""`demo`: a dinner service played against a running API, and its sales report held against what was ordered."""

import secrets
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from random import Random
from threading import Event
from typing import Final

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.day_end import booked, close_day, ending, ensure_booked, table_of
from entrypoints.cli.evening import Shift, cook
from entrypoints.cli.menu import Prices, prices_of_menu
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.cli.settling import NOTHING_TAKEN, Took
from entrypoints.settings import Settings

_NAMES: Final = ("Ana", "Bruno", "Carla", "Dinis", "Eva", "Filipe", "Gil", "Helena", "Ivo", "Joana")
_MANAGERS_ONLY: Final = (401, 403)


class Sold(msgspec.Struct, frozen=True):
    """How many of a product, and what they came to."""

    total_quantity: int
    total_price: Decimal


class _Row(msgspec.Struct):
    product_name: str
    total_quantity: int
    total_price: Decimal


class _Report(msgspec.Struct):
    products: list[_Row]


class _Reported(msgspec.Struct):
    report: _Report


class _User(msgspec.Struct):
    id: str


class _SignedIn(msgspec.Struct):
    access_token: str
    user: _User


@click.command()
@click.option("--url", help="Where the API answers, if not where HOST and PORT say.")
@click.option("--orders", type=click.IntRange(1, 100_000), default=300, show_default=True, help="How many to place.")
@click.option("--waiters", type=click.IntRange(1, 64), default=6, show_default=True, help="How many at a time.")
def demo(url: str | None, orders: int, waiters: int) -> None:
    """Play a dinner service against the running API, print what it sold and took, and close the day."""
    console = Console()
    url = url or _address(read_settings())
    with closing(Client(url)) as manager:
        _ = _enter(manager, "Manuela", "manager")
        prices = prices_of_menu(manager)
        console.print(f"{len(prices)} dishes are on the menu; {waiters} waiters take {orders} orders")
        started = time.perf_counter()
        staff, ordered, took = _serve(console, url, prices, orders=orders, waiters=waiters)
        seconds = time.perf_counter() - started
        reported = _reported(manager, staff)
        console.print(_table(reported))
        ensure_equal(ordered, reported)
        ensure_booked(took, booked(manager, staff))
        day, why_open = close_day(manager)
    console.print(table_of(day))
    dishes, revenue = _total(ordered)
    console.print(f"{orders} orders cooked, served and paid in {seconds:.1f} s, {orders / seconds:,.0f} a second.")
    console.print(
        f"The report grew by {dishes:,} dishes for {revenue:,}: exactly what was ordered, less what was sent back."
    )
    console.print(f"With {took.discounts:,} taken off, {took.payments:,} was paid, and {took.tips:,} left as tips.")
    console.print(ending(day, why_open))


def ensure_equal(ordered: Mapping[str, Sold], reported: Mapping[str, Sold]) -> None:
    """Refuse when the report says anything else than what was ordered."""
    nothing = Sold(0, Decimal(0))
    for name in sorted({*ordered, *reported}):
        expected, actual = ordered.get(name, nothing), reported.get(name, nothing)
        if expected != actual:
            raise Refusal(
                f"the report is wrong about {name}: ordered {expected.total_quantity} for {expected.total_price}, "
                f"reported {actual.total_quantity} for {actual.total_price}"
            )


def _address(settings: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared with
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _enter(client: Client, name: str, role: str) -> str:
    # Nobody else has this address, so this person's sales are this service's and no other's.
    email = f"{name.lower()}.{secrets.token_hex(6)}@example.com"
    try:
        _ = client.post("/api/users", {"email": email, "name": name, "role": role}, msgspec.Raw)
    except Refused as refused:
        if refused.status in _MANAGERS_ONLY:
            raise Refusal(
                "this restaurant is managed, and the demo needs one where anybody registers: AUTH_MODE=open"
            ) from refused
        raise
    signed_in = client.post("/api/auth/login", {"email": email}, _SignedIn)
    client.token = signed_in.access_token
    return signed_in.user.id


def _serve(
    console: Console, url: str, prices: Prices, *, orders: int, waiters: int
) -> tuple[Sequence[str], Mapping[str, Sold], Took]:
    columns = (TextColumn("Dinner"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    over = Event()
    with Progress(*columns, console=console) as progress, ThreadPoolExecutor(waiters + 1) as pool:
        task = progress.add_task("Dinner", total=orders)

        def shift(number: int) -> tuple[str, Shift]:
            share = orders // waiters + (number < orders % waiters)
            with closing(Client(url)) as client:
                waiter = _enter(client, _NAMES[number % len(_NAMES)], "waiter")
                chance = Random(number)  # noqa: S311 - what guests fancy guards nothing
                worked = Shift(client, prices, chance, lambda: progress.advance(task))
                worked.work(share)
                return waiter, worked

        cooking = pool.submit(_cook, url, over)
        try:
            shifts = list(pool.map(shift, range(waiters)))
        finally:
            over.set()
        cooking.result()
    dishes: Counter[str] = Counter()
    for _, worked in shifts:
        dishes.update(worked.ate)
    sold = {name: Sold(quantity, prices[name] * quantity) for name, quantity in dishes.items()}
    return [waiter for waiter, _ in shifts], sold, sum((worked.took for _, worked in shifts), NOTHING_TAKEN)


def _cook(url: str, over: Event) -> None:
    with closing(Client(url)) as client:
        _ = _enter(client, "Chefe", "kitchen")
        cook(client, over)


def _reported(manager: Client, staff: Iterable[str]) -> Mapping[str, Sold]:
    """Add up the reports of these waiters. They are new: before tonight they had sold nothing."""
    sold: dict[str, Sold] = {}
    for waiter in staff:
        for row in manager.get(f"/api/reports/products?waiter={waiter}", _Reported).report.products:
            before = sold.get(row.product_name, Sold(0, Decimal(0)))
            sold[row.product_name] = Sold(
                before.total_quantity + row.total_quantity, before.total_price + row.total_price
            )
    return sold


def _total(sold: Mapping[str, Sold]) -> tuple[int, Decimal]:
    return (
        sum(each.total_quantity for each in sold.values()),
        sum((each.total_price for each in sold.values()), Decimal(0)),
    )


def _table(sold: Mapping[str, Sold]) -> Table:
    dishes, revenue = _total(sold)
    table = Table(title="What the evening sold", show_footer=True)
    table.add_column("Product", footer="Everything")
    table.add_column("Sold", footer=f"{dishes:,}", justify="right")
    table.add_column("Revenue", footer=f"{revenue:,}", justify="right")
    for name, each in sorted(sold.items(), key=lambda item: (-item[1].total_quantity, item[0])):
        table.add_row(name, f"{each.total_quantity:,}", f"{each.total_price:,}")
    return table
