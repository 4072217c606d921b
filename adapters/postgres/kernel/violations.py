"""Constraint names, and the domain's error that a violation of each stands for."""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Final

import asyncpg

from adapters.postgres.kernel.closing import DAY_CLOSED
from domain.billing.day import DayClosed
from domain.billing.method import PaymentMethodNameTaken
from domain.billing.tax_rate import TaxRateTaken
from domain.catalogue.modifier_group import ModifierGroupNameTaken
from domain.catalogue.product import ProductNameTaken, ProductNotFound
from domain.catalogue.station import StationNameTaken, StationNotFound
from domain.floor.section import SectionNameTaken, SectionNotFound
from domain.floor.table import TableNameTaken
from domain.kernel.errors import SettingsChanged
from domain.ordering.refusals import TableUnknown
from domain.people.waiter import EmailTaken, WaiterNotFound

_MEANING: Final[Mapping[str, type[Exception]]] = {
    "users_email_key": EmailTaken,
    "products_name_key": ProductNameTaken,
    "stations_name_key": StationNameTaken,
    "payment_methods_name_key": PaymentMethodNameTaken,
    "taxes_starts_on_key": TaxRateTaken,
    "modifier_groups_name_key": ModifierGroupNameTaken,
    "sections_name_key": SectionNameTaken,
    "tables_name_key": TableNameTaken,
    "tables_sections_fkey": SectionNotFound,
    "products_restaurants_fkey": SettingsChanged,
    "modifiers_restaurants_fkey": SettingsChanged,
    "products_stations_fkey": StationNotFound,
    "orders_users_fkey": WaiterNotFound,
    "orders_tables_fkey": TableUnknown,
    "order_products_products_fkey": ProductNotFound,
    DAY_CLOSED: DayClosed,
}
_SAYS: Final = re.compile(r' violates (?:unique|foreign key|check|exclusion) constraint "([^"]+)"')
_SHARD: Final = re.compile(r"_[0-9]+$")
"""The number of a shard, which Citus adds to the names of tables, indexes and constraints."""


class ConstraintViolated(Exception):
    """A violated constraint that no error of the domain stands for: a fault of the program."""


@contextmanager
def refusals(special: Mapping[str, type[Exception]]) -> Generator[None]:
    """Raise the error that a violated constraint stands for, `special` ones first; other violations pass."""
    try:
        yield
    # What another node of Citus refused may come as an internal error, whose message is that node's.
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.InternalServerError) as violation:
        fact = _fact(_constraint(violation), special)
        if fact is None:
            raise
        raise fact from violation


def meaning(constraint: str, special: Mapping[str, type[Exception]]) -> Exception:
    """Return the error that a violation of this constraint stands for, `special` ones first."""
    fact = _fact(constraint, special)
    return fact() if fact else ConstraintViolated(constraint)


def _constraint(violation: asyncpg.PostgresError) -> str:
    said = _SAYS.search(str(violation))
    return violation.constraint_name or (said[1] if said else "")


def _fact(constraint: str, special: Mapping[str, type[Exception]]) -> type[Exception] | None:
    names = (constraint, _SHARD.sub("", constraint))
    return next((facts[name] for facts in (special, _MEANING) for name in names if name in facts), None)
