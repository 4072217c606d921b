"""What a refused constraint means: its name in the database, and the fact in the domain."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Final

import asyncpg

from domain.catalogue.product import ProductNameTaken, ProductNotFound
from domain.people.waiter import EmailTaken, WaiterNotFound

_MEANING: Final[Mapping[str, type[Exception]]] = {
    "users_email_key": EmailTaken,
    "products_name_key": ProductNameTaken,
    "orders_users_fkey": WaiterNotFound,
    "order_products_products_fkey": ProductNotFound,
}


class ConstraintViolated(Exception):
    """A constraint that stands for nothing that a caller could have done: a fault of ours."""


@contextmanager
def refusals(special: Mapping[str, type[Exception]]) -> Generator[None]:
    """Raise the fact that a violated constraint stands for, first by the `special` meanings, if it is one."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as violation:
        fact = _fact(violation.constraint_name or "", special)
        if fact is None:
            raise
        raise fact from violation


def meaning(constraint: str, special: Mapping[str, type[Exception]]) -> Exception:
    """Return the fact that a constraint stands for which would be violated, first by the `special` meanings."""
    fact = _fact(constraint, special)
    return fact() if fact else ConstraintViolated(constraint)


def _fact(constraint: str, special: Mapping[str, type[Exception]]) -> type[Exception] | None:
    return special.get(constraint) or _MEANING.get(constraint)
