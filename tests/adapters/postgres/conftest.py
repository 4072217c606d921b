"""What tests of plans ask for."""

import asyncio

import pytest

from tests.adapters.postgres.plans import fill


@pytest.fixture(scope="module")
def filled(postgres_url: str) -> str:
    """A database with much in it."""
    asyncio.run(fill(postgres_url))
    return postgres_url
