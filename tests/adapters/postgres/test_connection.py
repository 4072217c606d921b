"""The rows of a statement: each column by its name, whichever statement asked for it before."""

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.engine import Database


async def test_a_column_is_an_attribute_of_the_rows_that_have_it(postgres_url: str) -> None:
    database = Database(postgres_url)
    for first, second in (("one", "two"), ("two", "one")):
        for row in await database.fetch(text(f"SELECT 1 AS {first}, 2 AS {second}")):
            for _ in range(2):
                assert (getattr(row, first), getattr(row, second)) == (1, 2)
    (other,) = await database.fetch(text("SELECT 3 AS three"))
    assert other.three == 3
    for missing in ("one", "four"):
        with pytest.raises(KeyError):
            _ = getattr(other, missing)
    await database.close()
