"""Changes to a version that was read, and to no other."""

from dataclasses import dataclass

import pytest

from application.kernel.versions import read_for_change
from domain.kernel.errors import Conflict, Stale


class Changed(Conflict):
    """Somebody else was faster."""


@dataclass(slots=True)
class Thing:
    """At version 3, and one further each time it is read again."""

    version: int = 2

    async def read(self) -> "Thing":
        self.version += 1
        return Thing(self.version)


@pytest.mark.parametrize("versions", [None, [3], [1, 3]])
async def test_what_is_at_a_version_that_is_expected_may_be_changed(versions: list[int] | None) -> None:
    async with read_for_change(Thing().read, versions, Changed) as before:
        assert before == Thing(3)


@pytest.mark.parametrize("versions", [[], [2], [4]])
async def test_what_is_at_another_version_is_stale(versions: list[int]) -> None:
    with pytest.raises(Stale) as raised:
        async with read_for_change(Thing().read, versions, Changed):
            pytest.fail("nothing may be changed")
    assert raised.value.current == 3


async def test_who_named_a_version_and_is_too_slow_hears_which_there_is_by_then() -> None:
    with pytest.raises(Stale) as raised:
        async with read_for_change(Thing().read, [3], Changed):
            raise Changed
    assert raised.value.current == 4


async def test_who_named_none_and_is_too_slow_hears_so() -> None:
    with pytest.raises(Changed):
        async with read_for_change(Thing().read, None, Changed):
            raise Changed


async def test_what_else_goes_wrong_is_told_as_it_is() -> None:
    with pytest.raises(Conflict) as raised:
        async with read_for_change(Thing().read, [3], Changed):
            raise Conflict
    assert type(raised.value) is Conflict
