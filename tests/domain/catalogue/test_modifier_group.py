"""Modifier groups."""

from dataclasses import replace
from itertools import count
from uuid import UUID

import pytest

from domain.catalogue.modifier_group import (
    MOST_MODIFIERS,
    InvalidBounds,
    Least,
    Modifier,
    ModifierGroup,
    ModifierNameRepeated,
    ModifierNotInGroup,
    ModifiersRequired,
    Most,
    TooManyModifiers,
    WantedModifier,
)
from domain.kernel.ids import ModifierGroupId, ModifierId
from domain.kernel.money import Surcharge
from domain.kernel.names import Name


def modifiers(*names: str) -> tuple[Modifier, ...]:
    return tuple(
        Modifier(id=ModifierId(UUID(int=number)), name=Name(name), price=Surcharge(0))
        for number, name in enumerate(names)
    )


RARE, MEDIUM = modifiers("Rare", "Medium")
DONENESS = ModifierGroup(
    id=ModifierGroupId(UUID(int=1)), name=Name("Doneness"), least=Least(1), most=Most(1), modifiers=(RARE, MEDIUM)
)


@pytest.mark.parametrize(("least", "most"), [(0, 1), (1, 1), (0, 2), (2, 2)])
def test_as_many_may_be_chosen_as_have_to_be_up_to_all(least: int, most: int) -> None:
    group = replace(DONENESS, least=Least(least), most=Most(most))
    assert (group.least, group.most) == (least, most)


@pytest.mark.parametrize(("least", "most", "field"), [(2, 1, "least"), (0, 3, "most"), (3, 3, "most")])
def test_other_bounds_are_refused(least: int, most: int, field: str) -> None:
    with pytest.raises(InvalidBounds) as refused:
        _ = replace(DONENESS, least=Least(least), most=Most(most))
    assert refused.value.field == (field,)


@pytest.mark.parametrize(("kind", "number"), [(Least, -1), (Least, 51), (Most, 0), (Most, 51), (Most, True)])
def test_bounds_are_whole_numbers_up_to_fifty(kind: type[Least], number: int) -> None:
    with pytest.raises(InvalidBounds, match="from 0 up to what may be, and that from 1 to 50"):
        _ = kind(number)
    assert (Least(Least(50)), Most(Most(50)), Most(1), Least(0)) == (50, 50, 1, 0)


def test_a_group_has_one_to_fifty_modifiers() -> None:
    full = replace(DONENESS, modifiers=modifiers(*map(str, range(MOST_MODIFIERS))))
    assert len(full.modifiers) == 50
    with pytest.raises(TooManyModifiers) as refused:
        _ = replace(DONENESS, modifiers=modifiers(*map(str, range(MOST_MODIFIERS + 1))))
    assert refused.value.field == ("modifiers",)
    with pytest.raises(ModifiersRequired) as refused:
        _ = replace(DONENESS, modifiers=())
    assert refused.value.field == ("modifiers",)


def test_modifiers_of_a_group_have_names_of_their_own() -> None:
    with pytest.raises(ModifierNameRepeated) as refused:
        _ = replace(DONENESS, modifiers=modifiers("Rare", "Medium", "Rare"))
    assert refused.value.field == ("modifiers", 2, "name")


def test_what_changes_makes_the_version_that_follows() -> None:
    group = DONENESS.changed(name=Name("Steak"), least=Least(0), most=Most(2), modifiers=(MEDIUM, RARE))
    assert group == ModifierGroup(
        id=DONENESS.id, name=Name("Steak"), least=Least(0), most=Most(2), modifiers=(MEDIUM, RARE), version=2
    )


def test_what_stays_as_it_is_makes_none() -> None:
    assert DONENESS.changed() is DONENESS
    assert DONENESS.changed(name=Name("Doneness"), modifiers=(RARE, MEDIUM)) is DONENESS


def test_modifiers_stay_themselves_by_their_ids_and_others_are_new() -> None:
    numbers = count(7)
    wanted = [
        WantedModifier(Name("Well done"), Surcharge(0)),
        WantedModifier(Name("Bleu"), Surcharge(-5), RARE.id),
        WantedModifier(Name("Raw"), Surcharge(5)),
    ]

    made = DONENESS.with_ids(wanted, lambda: ModifierId(UUID(int=next(numbers))))

    assert [(each.name, each.price, each.id.int) for each in made] == [
        ("Well done", Surcharge(0), 7),
        ("Bleu", Surcharge(-5), RARE.id.int),
        ("Raw", Surcharge(5), 8),
    ]


@pytest.mark.parametrize("named", [UUID(int=9), RARE.id])
def test_a_modifier_that_the_group_has_not_or_no_more_does_not_stay(named: UUID) -> None:
    wanted = [WantedModifier(Name(str(each)), Surcharge(0), ModifierId(each)) for each in (RARE.id, named)]
    with pytest.raises(ModifierNotInGroup) as refused:
        _ = DONENESS.with_ids(wanted, lambda: RARE.id)
    assert refused.value.field == ("modifiers", 1, "id")
