"""Violated constraints as PostgreSQL tells of them, and as Citus does: with a shard's number, or as internal errors."""

from typing import Any

import asyncpg
import pytest

from adapters.postgres.kernel.violations import refusals
from application.kernel.answers import AnsweredMeanwhile
from domain.catalogue.product import ProductNameTaken, ProductNotFound
from domain.people.waiter import EmailTaken, WaiterNotFound

UNLESS = {"idempotency_keys_pkey": AnsweredMeanwhile}
VIOLATIONS = [
    ("unique", 'duplicate key value violates unique constraint "{}"', "23505", "products_name_key", ProductNameTaken),
    ("unique", 'duplicate key value violates unique constraint "{}"', "23505", "users_email_key", EmailTaken),
    (
        "unique",
        'duplicate key value violates unique constraint "{}"',
        "23505",
        "idempotency_keys_pkey",
        AnsweredMeanwhile,
    ),
    (
        "reference",
        'insert or update on table "orders_102104" violates foreign key constraint "{}"',
        "23503",
        "orders_users_fkey",
        WaiterNotFound,
    ),
    (
        "reference",
        'insert or update on table "order_products_102136" violates foreign key constraint "{}"',
        "23503",
        "order_products_products_fkey",
        ProductNotFound,
    ),
]


def an_error(state: str, says: str, constraint: str | None) -> Exception:
    """Return what asyncpg makes of an ErrorResponse: fields by their letters, as in the protocol."""
    fields = {"S": "ERROR", "V": "ERROR", "C": state, "M": says}
    made: Any = asyncpg.PostgresError.new(fields | ({"n": constraint} if constraint else {}))
    return made


@pytest.mark.parametrize("shard", ["", "_102008", "_1360017"])
@pytest.mark.parametrize(("_kind", "says", "state", "constraint", "fact"), VIOLATIONS)
def test_a_shard_number_changes_nothing(
    _kind: str, says: str, state: str, constraint: str, fact: type[Exception], shard: str
) -> None:
    name = constraint + shard
    with pytest.raises(fact), refusals(UNLESS):
        raise an_error(state, says.format(name), name)


@pytest.mark.parametrize("shard", ["", "_102008"])
@pytest.mark.parametrize(("_kind", "says", "_state", "constraint", "fact"), VIOLATIONS)
def test_an_internal_error_is_known_by_what_it_says(
    _kind: str, says: str, _state: str, constraint: str, fact: type[Exception], shard: str
) -> None:
    with pytest.raises(fact), refusals(UNLESS):
        raise an_error("XX000", says.format(constraint + shard), None)


@pytest.mark.parametrize(
    ("state", "says", "constraint"),
    [
        ("XX000", "could not create distributed plan", None),
        ("XX000", "cache lookup failed for relation 102008", None),
        ("XX000", 'duplicate key value violates unique constraint "pg_class_oid_index"', None),
        (
            "23514",
            'new row for relation "orders_102104" violates check constraint "orders_total_check"',
            "orders_total_check",
        ),
        ("23505", 'duplicate key value violates unique constraint "orders_pkey_102104"', "orders_pkey_102104"),
        ("42P01", 'relation "products_name_key" does not exist', None),
    ],
)
def test_what_stands_for_nothing_of_the_domain_passes_as_it_is(state: str, says: str, constraint: str | None) -> None:
    error = an_error(state, says, constraint)
    with pytest.raises(asyncpg.PostgresError) as passed, refusals(UNLESS):
        raise error
    assert passed.value is error
