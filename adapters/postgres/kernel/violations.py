"""What a refused constraint means: its name in the database, and the fact in the domain."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Final

import asyncpg

from domain.catalogue.product import ProductNameTaken, ProductNotFound
from domain.staff.waiter import EmailTaken, WaiterNotFound

_MEANING: Final[Mapping[str, type[Exception]]] = {
    "users_email_key": EmailTaken,
    "products_name_key": ProductNameTaken,
    "orders_users_fkey": WaiterNotFound,
    "order_products_products_fkey": ProductNotFound,
}


@contextmanager
def refusals(special: Mapping[str, type[Exception]]) -> Generator[None]:
    """Raise the fact that a violated constraint stands for, first by the `special` meanings, if it is one."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as violation:
        constraint = violation.constraint_name or ""
        meaning = special.get(constraint) or _MEANING.get(constraint)
        if meaning is None:
            raise
        raise meaning from violation
