"""Rows are named: what is forgotten, misspelled or too much is refused before anything is sent."""

import pytest

from adapters.postgres.kernel.changes import Writes, new_values
from adapters.postgres.kernel.insertions import insertion
from adapters.postgres.kernel.rows import Values
from adapters.postgres.restaurant.tables import restaurants

ROW: Values = {column.name: column.name.upper() for column in restaurants.c}


def test_the_order_in_which_columns_are_named_makes_no_difference() -> None:
    backwards = {name: ROW[name] for name in sorted(ROW, reverse=True)}
    assert insertion([Writes({restaurants: [backwards]})]) == insertion([Writes({restaurants: [ROW]})])
    assert new_values(restaurants, backwards) == new_values(restaurants, ROW)


@pytest.mark.parametrize(
    "row",
    [
        {name: value for name, value in ROW.items() if name != "currency"},
        {**ROW, "colour": "red"},
        {("nmae" if name == "name" else name): value for name, value in ROW.items()},
    ],
    ids=["a column is missing", "one is too much", "one is misspelled"],
)
def test_a_row_has_exactly_the_columns_of_its_table(row: Values) -> None:
    with pytest.raises(KeyError):
        _ = insertion([Writes({restaurants: [ROW, row]})])
    with pytest.raises(KeyError):
        _ = new_values(restaurants, row)
