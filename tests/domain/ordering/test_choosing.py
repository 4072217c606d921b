"""Choosing modifiers: which, how many, in what order, and what they make a product cost."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.errors import Invalid
from domain.kernel.ids import LineId, ModifierId, ProductId
from domain.kernel.money import HIGHEST_PRICE, Money, Price, Surcharge
from domain.kernel.names import Name
from domain.ordering.choosing import (
    Choices,
    Chosen,
    ModifierNamedTwice,
    ModifierUnknown,
    PriceOutOfBounds,
    TooFewChosen,
    TooManyChosen,
    chosen,
    with_chosen,
)
from domain.ordering.line import Line
from domain.ordering.numbers import Quantity


def modifier(number: int, price: int = 0) -> Chosen:
    return Chosen(ModifierId(UUID(int=number)), Name(f"Modifier {number}"), Surcharge(price))


RARE, DONE, FRIES, SALAD, RICE = (modifier(number, 10 * number) for number in range(1, 6))
DONENESS = Choices(Name("Doneness"), 1, 1, (RARE, DONE))
SIDES = Choices(Name("Sides"), 0, 2, (FRIES, SALAD, RICE))
STEAK = (DONENESS, SIDES)


def ids(*modifiers: Chosen) -> list[ModifierId]:
    return [each.id for each in modifiers]


def refusal(of: Sequence[Choices], wanted: Sequence[ModifierId]) -> Invalid:
    with pytest.raises(Invalid) as refused:
        _ = chosen(of, wanted)
    return refused.value


def test_what_is_chosen_comes_in_the_order_of_the_groups_and_of_their_modifiers() -> None:
    assert chosen(STEAK, ids(RICE, DONE, FRIES)) == (DONE, FRIES, RICE)
    assert chosen(reversed_ := STEAK[::-1], ids(RICE, DONE, FRIES)) == (FRIES, RICE, DONE), reversed_
    assert chosen(STEAK, ids(RARE)) == (RARE,)
    assert chosen((), ()) == ()


@pytest.mark.parametrize(
    ("wanted", "kind", "says", "field"),
    [
        (ids(RARE, modifier(9)), ModifierUnknown, "The product comes with no such modifier", ("modifiers", 1)),
        (ids(RARE, FRIES, RARE), ModifierNamedTwice, "Name each modifier once", ("modifiers", 2)),
        (ids(FRIES), TooFewChosen, "Choose 1 of Doneness", ("modifiers",)),
        ([], TooFewChosen, "Choose 1 of Doneness", ("modifiers",)),
        (ids(FRIES, DONE, RARE), TooManyChosen, "Choose 1 of Doneness", ("modifiers", 2)),
        (ids(RARE, RICE, SALAD, FRIES), TooManyChosen, "Choose at most 2 of Sides", ("modifiers", 3)),
    ],
)
def test_what_cannot_be_chosen_is_refused_where_it_is_named(
    wanted: list[ModifierId], kind: type[Invalid], says: str, field: tuple[str | int, ...]
) -> None:
    refused = refusal(STEAK, wanted)
    assert (type(refused), str(refused), refused.field) == (kind, says, field)


def test_bounds_are_said_in_full() -> None:
    assert str(refusal([replace(SIDES, least=1)], [])) == "Choose 1 to 2 of Sides"


def test_nothing_is_chosen_of_a_product_without_choices() -> None:
    assert isinstance(refusal((), ids(RARE)), ModifierUnknown)


def test_a_product_costs_what_its_modifiers_add() -> None:
    assert with_chosen(Price(500), ()) == Price(500)
    assert with_chosen(Price(500), (modifier(1, 50), modifier(2, -70))) == Price(480)
    assert with_chosen(Price(71), (modifier(2, -70),)) == Price(1)


@pytest.mark.parametrize(("price", "more"), [(70, -70), (69, -70), (HIGHEST_PRICE, 1)])
def test_nothing_costs_nothing_or_too_much_for_its_modifiers(price: int, more: int) -> None:
    with pytest.raises(PriceOutOfBounds) as refused:
        _ = with_chosen(Price(price), [modifier(1, more)])
    assert refused.value.field == ("modifiers",)


def test_a_line_tells_what_it_costs_without_its_modifiers() -> None:
    steak = Line(
        id=LineId(UUID(int=1)),
        product=ProductId(UUID(int=2)),
        product_name=Name("Steak"),
        quantity=Quantity(3),
        unit_price=Price(2_000),
    )
    assert steak.bare_price == Money(2_000)
    assert replace(steak, modifiers=(modifier(1, 250), modifier(2, -100))).bare_price == Money(1_850)


@st.composite
def groups(draw: st.DrawFn) -> list[Choices]:
    numbers, drawn = iter(range(100)), list[Choices]()
    for place in range(draw(st.integers(0, 4))):
        size = draw(st.integers(1, 5))
        most = draw(st.integers(1, size))
        modifiers = tuple(modifier(next(numbers)) for _ in range(size))
        drawn.append(Choices(Name(f"Group {place}"), draw(st.integers(0, most)), most, modifiers))
    return drawn


@given(st.data(), groups())
def test_whatever_is_chosen_within_the_bounds_is_taken_and_nothing_else_is(
    data: st.DataObject, of: list[Choices]
) -> None:
    of_all = [each for group in of for each in group.modifiers]
    wanted = data.draw(st.lists(st.sampled_from(of_all), unique=True)) if of_all else []
    counts = [sum(each in wanted for each in group.modifiers) for group in of]
    if all(group.least <= count <= group.most for group, count in zip(of, counts, strict=True)):
        assert chosen(of, ids(*wanted)) == tuple(each for each in of_all if each in wanted)
    else:
        assert isinstance(refusal(of, ids(*wanted)), TooFewChosen | TooManyChosen)
