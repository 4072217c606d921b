"""How a dinner service that is played ends: the books are held against what was paid, and the day is closed."""

from collections.abc import Collection
from dataclasses import fields
from decimal import Decimal
from typing import Final

import msgspec
from rich.table import Table

from entrypoints.cli.client import Client, Refused
from entrypoints.cli.refusal import Refusal
from entrypoints.cli.settling import NOTHING_TAKEN, Took

_NOT_TO_BE_CLOSED: Final = 409


class _Figures(msgspec.Struct):
    gross: Decimal
    discounts: Decimal
    service_charge: Decimal
    net: Decimal
    tax: Decimal
    payments: Decimal
    tips: Decimal
    refunds: Decimal


class _Group(msgspec.Struct):
    group: str
    figures: _Figures


class _Takings(msgspec.Struct):
    groups: list[_Group]


class _Reported(msgspec.Struct):
    report: _Takings


class _Method(msgspec.Struct):
    method: str
    payments: Decimal


class _CarriedOver(msgspec.Struct):
    orders: int
    due: Decimal


class Day(msgspec.Struct):
    """What happened on a business day."""

    date: str
    number: int | None
    figures: _Figures
    methods: list[_Method]
    carried_over: _CarriedOver


class _Shown(msgspec.Struct):
    day: Day


def booked(manager: Client, staff: Collection[str]) -> Took:
    """Return what the books say that these waiters took. They are new: before tonight they had taken nothing."""
    took = NOTHING_TAKEN
    for each in manager.get("/api/reports/takings?group_by=waiter", _Reported).report.groups:
        if each.group in staff:
            said = each.figures
            took += Took(said.gross, said.discounts, said.payments, said.tips)
    return took


def ensure_booked(took: Took, books: Took) -> None:
    """Refuse when the books say anything else than what was taken."""
    for each in fields(Took):
        expected, actual = getattr(took, each.name), getattr(books, each.name)
        if expected != actual:
            raise Refusal(f"the books are wrong about {each.name}: {expected} on the bills, {actual} in the books")


def close_day(manager: Client) -> tuple[Day, str]:
    """Close the day that the evening counted for, and return its report, and why it stays open, where it does."""
    day = _date(manager)
    try:
        return manager.post(f"/api/days/{day}/close", {}, _Shown).day, ""
    except Refused as refused:
        if refused.status != _NOT_TO_BE_CLOSED:
            raise
        return manager.get(f"/api/days/{day}", _Shown).day, refused.said


def leave_open(manager: Client) -> tuple[Day, str]:
    """Return the report until now of the day that the evening counted for, and that nobody asked to close it."""
    day = manager.get(f"/api/days/{_date(manager)}", _Shown).day
    return day, "close it on its page of the console, or have the demo do so with --close-day"


def _date(manager: Client) -> str:
    return manager.get("/api/reports/takings?group_by=day", _Reported).report.groups[-1].group


def table_of(day: Day) -> Table:
    """Return what a day took, to print."""
    figures = day.figures
    table = Table(title=f"What {day.date} took", show_header=False)
    table.add_column("What")
    table.add_column("How much", justify="right")
    for name, amount in (
        ("Gross", figures.gross),
        ("Discounts", -figures.discounts),
        ("Refunds", -figures.refunds),
        ("Net", figures.net),
        ("Tax", figures.tax),
        ("Service charge", figures.service_charge),
    ):
        if amount:
            table.add_row(name, f"{amount:,}")
    table.add_section()
    for each in day.methods:
        table.add_row(f"Paid by {each.method}", f"{each.payments:,}")
    table.add_row("Tips beside that", f"{figures.tips:,}")
    return table


def ending(day: Day, why_open: str) -> str:
    """Return how the day ended, in a sentence or two."""
    over = day.carried_over
    left = f"Open orders: {over.orders}, of which {over.due:,} is due." if over.orders else "Everything is paid."
    if why_open:
        return f"{left} {day.date} stays open: {why_open}."
    return f"{left} {day.date} is closed, with report {day.number}; what is sold from now on counts for the next day."
