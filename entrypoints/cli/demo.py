"""`demo`: a dinner service played against a running API, and its sales report held against what was ordered."""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import ROUND_CEILING, Decimal
from itertools import islice
from random import Random
from typing import Final

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.dinner import MENU, dinners
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.settings import Settings

_NAMES: Final = ("Ana", "Bruno", "Carla", "Dinis", "Eva", "Filipe", "Gil", "Helena", "Ivo", "Joana")
_NOT_TO_THIS_CURRENCY: Final = 400
_ON_THE_MENU_ALREADY: Final = 409
_MANAGERS_ONLY: Final = (401, 403)

Prices = Mapping[str, Decimal]


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
    """Play a dinner service against the running API, then print the sales report."""
    console = Console()
    url = url or _address(read_settings())
    with closing(Client(url)) as manager:
        _ = _enter(manager, "Manuela", "manager")
        prices = {name: _list_price(manager, name, price) for name, price in MENU.items()}
        console.print(f"{len(prices)} dishes are on the menu; {waiters} waiters take {orders} orders")
        started = time.perf_counter()
        staff, ordered = _serve(console, url, prices, orders=orders, waiters=waiters)
        seconds = time.perf_counter() - started
        reported = _reported(manager, staff)
    console.print(_table(reported))
    ensure_equal(ordered, reported)
    dishes, revenue = _total(ordered)
    console.print(f"{orders} orders in {seconds:.1f} s, {orders / seconds:,.0f} a second.")
    console.print(f"The report grew by {dishes:,} dishes for {revenue:,}: exactly what was ordered.")


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


def _list_price(manager: Client, name: str, price: Decimal) -> Decimal:
    whole = price.to_integral_value(ROUND_CEILING)
    for amount in (price, whole):
        try:
            _ = manager.post("/api/products", {"name": name, "price": amount}, msgspec.Raw)
        except Refused as refused:
            if refused.status == _ON_THE_MENU_ALREADY:
                return amount
            if refused.status != _NOT_TO_THIS_CURRENCY or amount is whole:
                raise
        else:
            return amount
    return whole


def _serve(
    console: Console, url: str, prices: Prices, *, orders: int, waiters: int
) -> tuple[Sequence[str], Mapping[str, Sold]]:
    columns = (TextColumn("Dinner"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress, ThreadPoolExecutor(waiters) as pool:
        task = progress.add_task("Dinner", total=orders)

        def shift(number: int) -> tuple[str, Counter[str]]:
            share = orders // waiters + (number < orders % waiters)
            return _shift(url, prices, number, share, lambda: progress.advance(task))

        shifts = list(pool.map(shift, range(waiters)))
    dishes: Counter[str] = Counter()
    for _, served in shifts:
        dishes.update(served)
    sold = {name: Sold(quantity, prices[name] * quantity) for name, quantity in dishes.items()}
    return [waiter for waiter, _ in shifts], sold


def _shift(url: str, prices: Prices, number: int, orders: int, placed: Callable[[], None]) -> tuple[str, Counter[str]]:
    chance = Random(number)  # noqa: S311 - what guests fancy guards nothing
    served: Counter[str] = Counter()
    with closing(Client(url)) as client:
        waiter = _enter(client, _NAMES[number % len(_NAMES)], "waiter")
        for table, dishes in islice(dinners(chance), orders):
            lines = [{"name": name, "price": prices[name], "quantity": count} for name, count in dishes.items()]
            _ = client.post("/api/orders", {"customer_name": table, "products": lines}, msgspec.Raw)
            served.update(dishes)
            placed()
    return waiter, served


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
