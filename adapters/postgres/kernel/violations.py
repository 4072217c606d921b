"""What a refused constraint means: its name in the database, and the fact in the domain."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import IntegrityError

from domain.catalogue.product import ProductNameTaken, ProductNotFound
from domain.staff.waiter import EmailTaken, WaiterNotFound

_MEANING: Final[Mapping[str, type[Exception]]] = {
    "users_email_key": EmailTaken,
    "products_name_key": ProductNameTaken,
    "orders_users_fkey": WaiterNotFound,
    "order_products_products_fkey": ProductNotFound,
}


def meaning_of(violation: IntegrityError, special: Mapping[str, type[Exception]]) -> Exception | None:
    """Return the fact that the violated constraint stands for, first by the `special` meanings, if it is one."""
    constraint = getattr(violation.orig.__cause__, "constraint_name", None) if violation.orig else None
    meaning = {**_MEANING, **special}.get(constraint) if isinstance(constraint, str) else None
    return meaning() if meaning else None
