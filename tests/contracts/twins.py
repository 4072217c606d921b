"""A restaurant's ports, whose every call is made in a twin restaurant too: the same ids, names, e-mails and keys.

What is no key differs: the twin's clocks are a microsecond ahead, its prices and hashes are others. So a statement that
does not name the restaurant counts twice, meets a key that is taken, or returns what is the twin's. While something is
changed in one of the two, the other's things must stay as they are, to the byte.
"""

from asyncio import gather
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from inspect import iscoroutinefunction
from typing import Any, Final, Protocol, cast, get_type_hints

from application.kernel.unit_of_work import Change, UnitOfWork
from domain.kernel.ids import RestaurantId
from domain.kernel.money import HIGHEST_PRICE, Price

_AHEAD: Final = timedelta(microseconds=1)
_LOOKED_AT: Final = {
    "begin",
    "catch_up",
    "close_through",
    "commit",
    "forget_before",
    "hold",
    "let_go",
    "number",
    "rebuild",
    "roll_up",
    "take",
}
"""What changes something by the time it returns."""
_SAME: Final = (bool, int, type(None))
"""What both restaurants' answers are compared by: the rest has moments or prices in it, and the test looks at ours."""

Everything = Mapping[str, object]
"""All that one restaurant keeps, by table or shelf."""


class Keeping(Protocol):
    """What keeps the things of both."""

    async def everything_of(self, restaurant: RestaurantId) -> Everything:
        """Return all that this restaurant keeps."""
        ...


def twin_of(thing: Any) -> Any:  # noqa: ANN401 - whatever a port is given
    """Return what the twin's port is given instead."""
    match thing:
        case datetime():
            return thing + _AHEAD
        case Price():
            # Higher, where there is such a price: what was paid is no more than what there is to pay.
            return Price(thing.minor + 1 if thing.minor < HIGHEST_PRICE else thing.minor - 1)
        case str() if thing.startswith("$"):
            return f"{thing}'"
        case list() | tuple():
            several = cast("Sequence[Any]", thing)
            made = getattr(type(thing), "_make", type(thing))  # a named tuple is made of values, not of several
            return made(map(twin_of, several))
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            return replace(
                thing, **{each.name: twin_of(getattr(thing, each.name)) for each in fields(thing) if each.init}
            )
        case _:
            return thing


@dataclass(frozen=True, slots=True)
class InBoth(Change):
    """A change, and the same in the twin restaurant."""

    ours: Change
    theirs: Change


class Watch:
    """Looks at one restaurant's things while the other's are changed, unless several are being changed at once."""

    def __init__(self, keeping: Keeping, ours: RestaurantId, theirs: RestaurantId) -> None:
        self._keeping, self._ours, self._theirs = keeping, ours, theirs
        self._begun = self._going = 0

    async def one_by_one(self, ours: Callable[[], Awaitable[Any]], theirs: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401
        """Do it in the twin restaurant, then in ours, and return our answer, or raise our refusal."""
        self._begun, self._going = self._begun + 1, self._going + 1
        alone = self._begun if self._going == 1 else 0
        try:
            before = await self._keeping.everything_of(self._ours)
            answer = await _answer(theirs())
            between = await self._keeping.everything_of(self._ours)
            looked_at = await self._keeping.everything_of(self._theirs)
            own = await _answer(ours())
            after = await self._keeping.everything_of(self._theirs)
        finally:
            self._going -= 1
        if alone == self._begun:
            assert between == before, "the twin's change changed ours"
            assert after == looked_at, "our change changed the twin's"
            _compare(own, answer)
        return _told(own)


async def at_once(ours: Callable[[], Awaitable[Any]], theirs: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """Ask both, so that they are looked up together where such things are, and return our answer."""
    answer, own = await gather(_answer(theirs()), _answer(ours()))
    _compare(own, answer)
    return _told(own)


async def _answer(asked: Awaitable[Any]) -> Any:  # noqa: ANN401 - what a port answers
    try:
        return await asked
    except Exception as refusal:  # noqa: BLE001 - it is told, or compared with ours
        return refusal


def _compare(ours: object, theirs: object) -> None:
    assert type(ours) is type(theirs), (ours, theirs)
    if isinstance(ours, _SAME):
        assert ours == theirs


def _told(answer: Any) -> Any:  # noqa: ANN401 - what a port answers
    if isinstance(answer, Exception):
        raise answer
    return answer


class Mirrored:
    """A port whose calls are made in both restaurants."""

    def __init__(self, port: type[Any], ours: object, theirs: object, watch: Watch) -> None:
        self._port, self._ours, self._theirs, self._watch = port, ours, theirs, watch

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a method of the port
        ours, theirs = getattr(self._ours, name), getattr(self._theirs, name)
        method = getattr(self._port, name)
        if get_type_hints(method).get("return") is Change:
            return lambda *given, **named: InBoth(ours(*given, **named), _with_twins(theirs, given, named)())
        if not iscoroutinefunction(method):
            return ours
        asked = self._watch.one_by_one if name in _LOOKED_AT else at_once
        return lambda *given, **named: asked(partial(ours, *given, **named), _with_twins(theirs, given, named))


class MirroredWork(UnitOfWork):
    """Commits in the twin restaurant what it commits in ours: if one is refused, both are."""

    def __init__(self, ours: UnitOfWork, theirs: UnitOfWork, watch: Watch) -> None:
        self._ours, self._theirs, self._watch = ours, theirs, watch

    async def commit(self, outcome: Any, *changes: Change) -> Any:  # noqa: ANN401 - as generic as the port
        """Commit the twin's halves, then ours with what has no twin."""
        theirs = [each.theirs for each in changes if isinstance(each, InBoth)]
        ours = [each.ours if isinstance(each, InBoth) else each for each in changes]
        _ = await self._watch.one_by_one(
            partial(self._ours.commit, None, *ours), partial(self._theirs.commit, None, *theirs)
        )
        return outcome

    async def confirm(self) -> None:
        """Confirm both."""
        await at_once(self._ours.confirm, self._theirs.confirm)


def _with_twins(method: Callable[..., Any], given: tuple[Any, ...], named: Mapping[str, Any]) -> Callable[[], Any]:
    return partial(method, *map(twin_of, given), **{name: twin_of(each) for name, each in named.items()})
