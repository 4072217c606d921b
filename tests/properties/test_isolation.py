"""Whatever happens in one restaurant, and in whatever order, leaves another's things as they were, to the byte.

In the other, everything was begun under the same ids, codes and tokens that ours gets: what forgets whose a thing is
finds it. Histories are made of the use cases that have a budget, which are all there are. What opens a door next door
is tried in ours, too, and refused; and each history ends long after, when what has expired is forgotten.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any, Final, TypeVar
from uuid import UUID

import pytest
from dishka import Provider
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from application.access.activate_user import ActivateUser
from application.access.chance import Chance
from application.access.enrol_device import EnrolDevice
from application.access.forget_expired import ForgetExpired
from application.access.refresh_session import RefreshSession
from application.access.revoke_device import RevokeDevice
from application.access.sign_in_with_secret import SignInWithSecret
from application.kernel.forget_answers import ForgetAnswers
from application.kernel.ids import Ids
from application.kernel.once import Once
from application.ordering.place_order import PlaceOrder
from application.restaurant.open_restaurant import OpenRestaurant
from domain.access.secret import Code, password
from domain.kernel.errors import DomainError
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from entrypoints.wiring.containers import Containers
from entrypoints.wiring.scopes import Scope
from tests.budget.beforehand import nothing, placing, with_a_password, with_a_pin
from tests.budget.kitchen import ANN, BAR, BOSS, HEARING, ORDER, SEVEN, SOUP, TERRACE, UseCases
from tests.budget.test_statements import BUDGET, SENT, Row
from tests.contracts.things import keep
from tests.contracts.worlds import NEXT_DOOR, OURS, InMemory, OnPostgres, World, open_both
from tests.database import empty
from tests.http.managed import MovableClock, on_a, quick_hashes

T = TypeVar("T")
Step = tuple[int, timedelta, bool]
"""Which of the rows, how long after the one before, and whether with what opens a door next door, if that does."""

WANTED: Final = Wanted(name=SOUP.name, price=SOUP.price, quantity=Quantity(1))
_A_STEP: Final = 1_000
"""More than one step needs of what is new."""
_FAR: Final = 1_000
"""Uses of a use case, more than a history has: what is new from there on is next door's alone."""
_LONG_AFTER: Final = timedelta(days=100)


class Numbered(Ids, Chance):
    """What is new, in the order of numbers: the same once more, where that is wanted."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def go_on_at(self, number: int) -> None:
        """Count from there on."""
        self._numbers = count(number)

    @override
    def new(self) -> UUID:
        return UUID(int=next(self._numbers))

    @override
    def token(self) -> str:
        return f"{next(self._numbers):043}"

    @override
    def code(self) -> Code:
        return Code(f"{next(self._numbers):016}")


class Beside(UseCases):
    """The use cases of one of several restaurants, and how often each was used in it."""

    def __init__(self, containers: Containers, restaurant: RestaurantId, numbered: Numbered) -> None:
        self._containers, self._restaurant, self._numbered = containers, restaurant, numbered
        self._used = Counter[int]()
        self.opening = dict[int, Any]()

    @override
    async def get(self, wanted: type[T]) -> T:
        return await (await self._containers.of(self._restaurant)).get(wanted)

    async def live(self, which: int, *, only_begin: bool = False) -> None:
        """Use that use case, or only begin; a refusal is as good as anything else that happens."""
        self._used[which] += 1
        row, number = ROWS[which], (self._used[which] * len(ROWS) + which) * _A_STEP
        # No two restaurants have one id, so the one that is opened has none that another was opened with.
        self._numbered.go_on_at(number + self._restaurant.int if row.use_case is OpenRestaurant else number)
        with suppress(DomainError):
            begun = await row.first(self)
            if not only_begin:
                _ = await row.call(await self.get(row.use_case), begun)

    async def begin_what_opens(self) -> None:
        """Begin what opens doors here, under numbers that no other restaurant gets to."""
        for which in _OPENING:
            self._used[which] += _FAR
            self._numbered.go_on_at((self._used[which] * len(ROWS) + which) * _A_STEP)
            self.opening[which] = await ROWS[which].first(self)
            self._used[which] -= _FAR

    async def trespass(self, which: int, opening: dict[str, Any]) -> None:
        """Try what opens a door of another restaurant."""
        ours = {"admission": await self.admission()} if "admission" in opening else {}
        with pytest.raises(DomainError):
            _ = await ROWS[which].call(await self.get(ROWS[which].use_case), opening | ours)


async def with_another_password(use_cases: UseCases) -> dict[str, Any]:
    return await with_a_password(use_cases) | {"secret": password("another password")}


async def as_given(use_case: Callable[..., Awaitable[object]], given: dict[str, Any]) -> None:
    _ = await use_case(**given)


async def place_once(once: Once, place: PlaceOrder) -> None:
    do = partial(place, caller=ANN.caller, customer=Name("Bob"), wanted=[WANTED], sent=SENT)
    _ = await once(sent=SENT, kept=None, do=do)


async def who_places(use_cases: UseCases) -> PlaceOrder:
    return await use_cases.get(PlaceOrder)


ROWS: Final[Sequence[Row[Any]]] = [
    *BUDGET,
    Row(SignInWithSecret, 0, as_given, with_another_password),
    Row(Once, 0, place_once, who_places),
    *(Row(PlaceOrder, 0, placing("Soup", name, price=Price(3)), nothing) for name in ("Tea", "Cake")),
]
_AT_LAST: Final = [
    which for which, row in enumerate(ROWS) if row.use_case is ActivateUser or row.first is with_another_password
]
"""What the use of others brings to its end: a code that nobody used yet, and a secret that was wrong."""
_OPENING: Final = [
    which
    for which, row in enumerate(ROWS)
    if row.use_case in {ActivateUser, EnrolDevice, RefreshSession, RevokeDevice} or row.first is with_a_pin
]
"""What is begun with a code, a device or a session, which must be of use in one restaurant only."""
_FORGETTING: Final = [which for which, row in enumerate(ROWS) if row.use_case in {ForgetExpired, ForgetAnswers}]
STEPS: Final = st.tuples(
    st.sampled_from(range(len(ROWS))),
    st.sampled_from([timedelta(0), timedelta(minutes=20), _LONG_AFTER]),
    st.booleans(),
)


async def one_leaves_the_other(
    open_world: Callable[..., World], history: Sequence[Step], only_begun: frozenset[int]
) -> None:
    numbered, clock, more = Numbered(), MovableClock(), Provider(scope=Scope.APP)
    _ = more.provide(lambda: numbered, provides=Ids, override=True)
    _ = more.provide(lambda: numbered, provides=Chance, override=True)
    world = await open_both(open_world(more, on_a(clock), quick_hashes()))
    containers = Containers(world.app)
    try:
        for restaurant in (OURS, NEXT_DOOR):
            await keep(world.room(restaurant), BOSS, ANN, BAR, TERRACE, SEVEN, SOUP, ORDER, HEARING)
        theirs, ours = (Beside(containers, each, numbered) for each in (NEXT_DOOR, OURS))
        for which in range(len(ROWS)):
            await theirs.live(which, only_begin=which in only_begun)
            await theirs.live(which, only_begin=True)
        for which in reversed(_AT_LAST):
            await theirs.live(which, only_begin=ROWS[which].use_case is ActivateUser)
        await theirs.begin_what_opens()
        before = await world.everything_of(NEXT_DOOR)
        beginning = [(which, timedelta(0), opens) for opens in (False, True) for which in _OPENING]
        forgetting = [(which, _LONG_AFTER, False) for which in _FORGETTING]
        for which, later, opens in [*beginning, *history, *forgetting]:
            clock.later += later
            if opens and which in _OPENING:
                await ours.trespass(which, theirs.opening[which])
            else:
                await ours.live(which)
            assert await world.everything_of(NEXT_DOOR) == before, ROWS[which].name
    finally:
        await world.close()


HISTORIES: Final = st.lists(STEPS, min_size=10, max_size=40)
BEGUN: Final = st.frozensets(st.sampled_from(range(len(ROWS))), max_size=len(ROWS) // 2)


def several(examples: int) -> settings:
    """Return how many are drawn: to shrink them would take minutes, and the step that failed is told."""
    return settings(max_examples=examples, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])


@given(HISTORIES, BEGUN)
@several(20)
def test_no_history_touches_another_restaurant_in_memory(history: Sequence[Step], only_begun: frozenset[int]) -> None:
    asyncio.run(one_leaves_the_other(InMemory, history, only_begun))


def test_no_history_touches_another_restaurant_on_postgres(clean_database: str) -> None:
    @given(HISTORIES, BEGUN)
    @several(8)
    def leaves_it(history: Sequence[Step], only_begun: frozenset[int]) -> None:
        asyncio.run(empty(clean_database))
        asyncio.run(one_leaves_the_other(lambda *more: OnPostgres(clean_database, *more), history, only_begun))

    leaves_it()
