"""Constraint names, and the domain's error that a violation of each stands for."""

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
    """A violated constraint that no error of the domain stands for: a fault of the program."""


@contextmanager
def refusals(special: Mapping[str, type[Exception]]) -> Generator[None]:
    """Raise the error that a violated constraint stands for, `special` ones first; other violations pass."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as violation:
        fact = _fact(violation.constraint_name or "", special)
        if fact is None:
            raise
        raise fact from violation


def meaning(constraint: str, special: Mapping[str, type[Exception]]) -> Exception:
    """Return the error that a violation of this constraint stands for, `special` ones first."""
    fact = _fact(constraint, special)
    return fact() if fact else ConstraintViolated(constraint)


def _fact(constraint: str, special: Mapping[str, type[Exception]]) -> type[Exception] | None:
    return special.get(constraint) or _MEANING.get(constraint)
