"""The coalescer: every caller gets its own result or its own error, exactly once, whatever the interleaving."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.postgres.kernel.coalescing import Again, Coalescer
from domain.kernel.errors import Busy, OutcomeUnknown, Unavailable

Make = type[Coalescer[Any, Any]] | partial[Coalescer[Any, Any]]


@pytest.fixture(params=[Coalescer, partial(Coalescer, alike=lambda _: "Trattoria")], ids=["plain", "distributed"])
def make(request: pytest.FixtureRequest) -> Make:
    """How a coalescer is made: of all restaurants, or of one at a time, where that is the same."""
    return request.param


class Refused(Exception):
    """What a batch raises when one of its members may not be."""


async def _double(wants: Sequence[int]) -> list[int]:
    await asyncio.sleep(0)
    if any(want < 0 for want in wants):
        raise Refused(next(want for want in wants if want < 0))
    return [want * 2 for want in wants]


class Plan(NamedTuple):
    """A caller: what it wants (less than nothing is refused), when it comes, and when it goes away, if it does."""

    want: int
    comes: int
    stays: int | None


PLANS = st.lists(st.builds(Plan, st.integers(-5, 20), st.integers(0, 12), st.none() | st.integers(0, 12)), max_size=40)
DURATIONS = st.lists(st.integers(0, 4), min_size=1, max_size=10)


async def _turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


@given(PLANS, DURATIONS, st.integers(1, 7), st.integers(1, 40), st.none() | st.integers(1, 4))
def test_every_caller_gets_its_own_outcome_exactly_once(
    plans: list[Plan], durations: list[int], largest: int, longest_queue: int, restaurants: int | None
) -> None:
    """Callers come in any turn, want anything, and some go away: in the queue, in a batch, or while tried alone.

    They are of one restaurant or of several, whose items are kept apart, or not where there is None.
    """
    done: Counter[int] = Counter()
    out = 0
    lasts = cycle(durations)

    async def run(wants: Sequence[tuple[int, int]]) -> list[int]:
        nonlocal out
        out += 1
        assert (out, len(wants) <= largest) == (1, True)
        assert restaurants is None or len({number % restaurants for number, _ in wants}) <= 1
        await _turns(next(lasts))
        out -= 1
        if refused := [want for _, want in wants if want < 0]:
            raise Refused(refused[0])
        done.update(number for number, _ in wants)
        return [want * 2 for _, want in wants]

    async def caller(coalescer: Coalescer[tuple[int, int], int], number: int, plan: Plan) -> int | None:
        await _turns(plan.comes)
        asking = asyncio.create_task(coalescer((number, plan.want)))
        if plan.stays is not None:
            await _turns(plan.stays)
            _ = asking.cancel()
        with suppress(asyncio.CancelledError):
            return await asking
        return None

    async def play() -> list[int | BaseException | None]:
        alike = None if restaurants is None else (lambda item: item[0] % restaurants)
        coalescer = Coalescer(run, largest=largest, longest_queue=longest_queue, alike=alike)
        callers = (caller(coalescer, number, plan) for number, plan in enumerate(plans))
        outcomes = await asyncio.gather(*callers, return_exceptions=True)
        await coalescer.close()
        return outcomes

    for number, (plan, outcome) in enumerate(zip(plans, asyncio.run(play()), strict=True)):
        match outcome:
            case None:
                assert plan.stays is not None
                assert done[number] <= 1
            case Unavailable():
                assert len(plans) > longest_queue
                assert done[number] == 0
            case Refused():
                assert (outcome.args, done[number]) == ((plan.want,), 0)
            case _:
                assert (outcome, done[number]) == (plan.want * 2, 1)


async def test_what_arrives_together_runs_together(make: Make) -> None:
    batches: list[int] = []

    async def run(wants: Sequence[int]) -> list[int]:
        batches.append(len(wants))
        return await _double(wants)

    coalescer = make(run, largest=10)
    assert await asyncio.gather(*(coalescer(n) for n in range(25))) == [n * 2 for n in range(25)]
    assert batches == [10, 10, 5]


async def test_those_who_share_a_turn_have_one_batch_out_and_gather_meanwhile(make: Make) -> None:
    out, batches = 0, list[int]()
    turn = asyncio.Lock()

    async def run(wants: Sequence[int]) -> list[int]:
        nonlocal out
        out += 1
        assert out == 1
        batches.append(len(wants))
        for _ in range(5):
            await asyncio.sleep(0)
        out -= 1
        return await _double(wants)

    first, second = make(run, turn=turn), make(run, turn=turn)

    async def caller(number: int) -> int:
        for _ in range(number):
            await asyncio.sleep(0)
        return await second(await first(number))

    assert await asyncio.gather(*(caller(n) for n in range(5))) == [n * 4 for n in range(5)]
    assert batches == [1, 1, 4, 4]


async def test_whoever_was_just_answered_is_back_before_the_next_batch_goes_out(make: Make) -> None:
    batches = list[int]()
    third_is_out = asyncio.Event()

    async def run(wants: Sequence[int]) -> list[int]:
        batches.append(len(wants))
        if len(batches) == 3:
            third_is_out.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return await _double(wants)

    coalescer = make(run)

    async def caller(number: int) -> None:
        if number == 0:
            _ = await third_is_out.wait()
        for _ in range(3):
            _ = await coalescer(number)

    others = asyncio.gather(*(caller(number) for number in range(1, 5)))
    _ = await asyncio.gather(others, caller(0))
    assert batches[:3] == [4, 4, 4]


async def test_who_waits_in_vain_is_told_in_time(make: Make) -> None:
    goes_on = asyncio.Event()

    async def run(wants: Sequence[int]) -> list[int]:
        _ = await goes_on.wait()
        return await _double(wants)

    coalescer = make(run, largest=1, patience=0.1)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 3
    goes_on.set()
    assert await coalescer(4) == 8


async def test_whose_batch_hangs_hears_that_it_may_be_done_and_who_waits_behind_it_that_nothing_was(make: Make) -> None:
    goes_on = asyncio.Event()
    runs: list[int] = []

    async def run(wants: Sequence[int]) -> list[int]:
        runs.extend(wants)
        _ = await goes_on.wait()
        return await _double(wants)

    coalescer = make(run, largest=2, patience=0.1, unanswered=OutcomeUnknown)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(5)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OutcomeUnknown] * 2 + [Unavailable] * 3
    goes_on.set()
    await coalescer.close()
    assert runs == [0, 1]


async def test_who_waits_to_be_tried_apart_hears_that_nothing_was_done(make: Make) -> None:
    runs: list[Sequence[int]] = []

    async def run(wants: Sequence[int]) -> list[int]:
        runs.append(wants)
        if len(wants) > 1:
            raise Refused
        await asyncio.sleep(0.3)
        return await _double(wants)

    coalescer = make(run, patience=0.1, unanswered=OutcomeUnknown)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(4)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OutcomeUnknown] + [Unavailable] * 3
    await coalescer.close()
    assert runs == [[0, 1, 2, 3], [0, 1], [0]]


@pytest.mark.parametrize("culprit", [0, 1, 31, 62, 63])
async def test_one_who_is_refused_is_found_by_halves(make: Make, culprit: int) -> None:
    runs = 0

    async def run(wants: Sequence[int]) -> list[int]:
        nonlocal runs
        runs += 1
        if culprit in wants:
            raise Refused
        return await _double(wants)

    coalescer = make(run)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(64)), return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, Refused)] == [culprit]
    assert [outcome for outcome in outcomes if isinstance(outcome, int)] == [n * 2 for n in range(64) if n != culprit]
    assert runs == 1 + 2 * 6


async def test_who_has_to_wait_for_others_makes_nobody_wait_a_second_time(make: Make) -> None:
    runs: list[Sequence[int]] = []

    async def run(wants: Sequence[int]) -> list[int]:
        runs.append(wants)
        if 5 in wants:
            raise Busy
        return await _double(wants)

    coalescer = make(run)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(8)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int] * 5 + [Busy] + [int] * 2
    assert runs == [[*range(8)], *([n] for n in range(8))]


async def test_a_batch_that_names_who_is_refused_is_tried_once(make: Make) -> None:
    runs: list[Sequence[int]] = []

    async def run(wants: Sequence[int]) -> list[int | Exception]:
        runs.append(wants)
        return [Refused(want) if want % 4 == 3 else want * 2 for want in wants]

    coalescer = make(run)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(8)), return_exceptions=True)
    assert [outcome.args if isinstance(outcome, Refused) else outcome for outcome in outcomes] == [
        *(0, 2, 4, (3,)),
        *(8, 10, 12, (7,)),
    ]
    assert runs == [[*range(8)]]


async def test_who_has_to_come_after_another_comes_first_in_the_next_batch(make: Make) -> None:
    runs: list[Sequence[int]] = []

    async def run(wants: Sequence[int]) -> list[int | Exception]:
        runs.append(wants)
        return [Again() if want % 2 and len(runs) == 1 else want * 2 for want in wants]

    coalescer = make(run, largest=4)
    assert await asyncio.gather(*(coalescer(n) for n in range(6))) == [n * 2 for n in range(6)]
    assert runs == [[0, 1, 2, 3], [1, 3, 4, 5]]


async def test_a_turn_passes_on_between_those_who_are_tried_alone(make: Make) -> None:
    turn = asyncio.Lock()
    refusing, other = make(_double, turn=turn), make(_double, turn=turn)
    order: list[str] = []

    async def note(name: str, asked: Awaitable[int]) -> None:
        with suppress(Refused):
            _ = await asked
        order.append(name)

    _ = await asyncio.gather(*(note(f"tried {n}", refusing(-n)) for n in (1, 2, 3)), note("other", other(1)))
    assert order == ["other", "tried 1", "tried 2", "tried 3"]


async def test_a_full_queue_refuses_and_does_nothing(make: Make) -> None:
    coalescer = make(_double, largest=1, longest_queue=3)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(5)), return_exceptions=True)
    assert outcomes[:3] == [0, 2, 4]
    assert all(isinstance(outcome, Unavailable) for outcome in outcomes[3:])


async def test_an_outage_reaches_all_and_nothing_is_tried_again(make: Make) -> None:
    tries = 0

    async def run(_: Sequence[int]) -> list[int]:
        nonlocal tries
        tries += 1
        raise Unavailable

    coalescer = make(run)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(4)), return_exceptions=True)
    assert all(isinstance(outcome, Unavailable) for outcome in outcomes)
    assert tries == 1


async def test_closing_answers_everybody_first_and_takes_nobody_after(make: Make) -> None:
    coalescer = make(_double)
    waiting = [asyncio.create_task(coalescer(n)) for n in range(3)]
    await asyncio.sleep(0)
    await coalescer.close()
    assert [task.result() for task in waiting] == [0, 2, 4]
    with pytest.raises(Unavailable):
        _ = await coalescer(1)


async def test_closing_waits_for_those_who_are_tried_alone_too(make: Make) -> None:
    coalescer = make(_double)
    waiting = [asyncio.create_task(coalescer(n)) for n in (1, -2, 3)]
    await asyncio.sleep(0)
    await coalescer.close()
    assert [task.done() for task in waiting] == [True] * 3
    assert [waiting[0].result(), waiting[2].result()] == [2, 6]
    with pytest.raises(Refused):
        _ = waiting[1].result()


async def test_who_was_told_that_nothing_was_done_is_not_run_afterwards(make: Make) -> None:
    """A batch that hangs and is then refused has kept its members waiting for too long to try them now."""
    runs: list[Sequence[int]] = []

    async def run(wants: Sequence[int]) -> list[int]:
        runs.append(wants)
        await asyncio.sleep(0.1)
        raise Refused

    coalescer = make(run, patience=0.05)
    outcomes = await asyncio.gather(coalescer(1), coalescer(2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 2
    await coalescer.close()
    assert runs == [[1, 2]]


async def test_who_goes_away_disturbs_no_neighbour(make: Make) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def run(wants: Sequence[int]) -> list[int]:
        begun.set()
        _ = await goes_on.wait()
        return await _double(wants)

    coalescer = make(run)
    first, second, third = (asyncio.create_task(coalescer(n)) for n in (1, 2, 3))
    _ = await begun.wait()
    late = asyncio.create_task(coalescer(4))
    await asyncio.sleep(0)
    for gone in (second, late):
        _ = gone.cancel()
    goes_on.set()
    assert (await first, await third) == (2, 6)
    assert isinstance((await asyncio.gather(second, return_exceptions=True))[0], asyncio.CancelledError)


async def test_items_of_several_restaurants_run_apart_the_first_in_the_queue_first() -> None:
    batches: list[Sequence[int]] = []

    async def run(wants: Sequence[int]) -> list[int]:
        batches.append(wants)
        return await _double(wants)

    coalescer = Coalescer(run, largest=3, alike=lambda want: want // 100)
    wants = [101, 102, 201, 103, 104, 301, 105, 202, 106, 107]
    assert await asyncio.gather(*(coalescer(want) for want in wants)) == [want * 2 for want in wants]
    assert batches == [[101, 102, 103], [201, 202], [104, 105, 106], [301], [107]]


async def test_a_loud_restaurant_keeps_a_quiet_one_waiting_for_no_more_than_came_before_it() -> None:
    batches: list[Sequence[int]] = []
    quiet_is_done = asyncio.Event()

    async def run(wants: Sequence[int]) -> list[int]:
        batches.append(wants)
        return await _double(wants)

    coalescer = Coalescer(run, largest=4, alike=lambda want: want)

    async def loud() -> None:
        while not quiet_is_done.is_set():
            _ = await coalescer(1)

    others = [asyncio.create_task(loud()) for _ in range(8)]
    await _turns(20)
    before = len(batches)
    assert await coalescer(2) == 4
    quiet_is_done.set()
    _ = await asyncio.gather(*others)
    assert batches.index([2]) - before <= 3  # the one that was out, and the eight that were in the queue
