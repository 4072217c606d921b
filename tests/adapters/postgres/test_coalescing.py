"""The coalescer: every caller gets its own result or its own error, exactly once, whatever the interleaving."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.postgres.kernel.coalescing import Coalescer
from domain.kernel.errors import Unavailable


class Refused(Exception):
    """What a batch raises when one of its members may not be."""


async def _double(wants: Sequence[int]) -> list[int]:
    await asyncio.sleep(0)
    if any(want < 0 for want in wants):
        raise Refused(next(want for want in wants if want < 0))
    return [want * 2 for want in wants]


@given(
    st.lists(st.tuples(st.integers(-5, 20), st.integers(0, 4), st.booleans()), max_size=40),
    st.integers(1, 7),
)
def test_every_caller_gets_its_own_outcome_exactly_once(  # noqa: C901 - every outcome a caller can have
    plans: list[tuple[int, int, bool]], largest: int
) -> None:
    """Callers arrive in any turn, want anything, and some go away while they wait."""
    done: Counter[int] = Counter()

    async def run(wants: Sequence[tuple[int, int]]) -> list[int]:
        results = await _double([want for _, want in wants])
        done.update(number for number, _ in wants)
        assert len(wants) <= largest
        return results

    async def caller(coalescer: Coalescer[tuple[int, int], int], number: int, want: int, turns: int) -> object:
        for _ in range(turns):
            await asyncio.sleep(0)
        try:
            return await coalescer((number, want))
        except Refused as refusal:
            return refusal.args[0]

    async def play() -> list[object]:
        coalescer = Coalescer(run, largest=largest)
        tasks = [asyncio.create_task(caller(coalescer, n, want, turns)) for n, (want, turns, _) in enumerate(plans)]
        for _ in range(3):
            await asyncio.sleep(0)
        for task, (_, _, goes_away) in zip(tasks, plans, strict=True):
            if goes_away:
                _ = task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        await coalescer.close()
        return outcomes

    for number, ((want, _, goes_away), outcome) in enumerate(zip(plans, asyncio.run(play()), strict=True)):
        if not (goes_away and isinstance(outcome, asyncio.CancelledError)):
            assert outcome == (want if want < 0 else want * 2)
            assert done[number] == (0 if want < 0 else 1)
        assert done[number] <= 1


async def test_what_arrives_together_runs_together() -> None:
    batches: list[int] = []

    async def run(wants: Sequence[int]) -> list[int]:
        batches.append(len(wants))
        return await _double(wants)

    coalescer = Coalescer(run, largest=10)
    assert await asyncio.gather(*(coalescer(n) for n in range(25))) == [n * 2 for n in range(25)]
    assert batches == [10, 10, 5]


async def test_those_who_share_a_turn_have_one_batch_out_and_gather_meanwhile() -> None:
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

    first, second = Coalescer(run, turn=turn), Coalescer(run, turn=turn)

    async def caller(number: int) -> int:
        for _ in range(number):
            await asyncio.sleep(0)
        return await second(await first(number))

    assert await asyncio.gather(*(caller(n) for n in range(5))) == [n * 4 for n in range(5)]
    assert batches == [1, 4, 5]


async def test_a_turn_passes_on_between_those_who_are_tried_alone() -> None:
    turn = asyncio.Lock()
    refusing, other = Coalescer(_double, turn=turn), Coalescer(_double, turn=turn)
    order: list[str] = []

    async def note(name: str, asked: Awaitable[int]) -> None:
        with suppress(Refused):
            _ = await asked
        order.append(name)

    _ = await asyncio.gather(*(note(f"tried {n}", refusing(-n)) for n in (1, 2, 3)), note("other", other(1)))
    assert order == ["other", "tried 1", "tried 2", "tried 3"]


async def test_a_full_queue_refuses_and_does_nothing() -> None:
    coalescer = Coalescer(_double, largest=1, longest_queue=3)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(5)), return_exceptions=True)
    assert outcomes[:3] == [0, 2, 4]
    assert all(isinstance(outcome, Unavailable) for outcome in outcomes[3:])


async def test_an_outage_reaches_all_and_nothing_is_tried_again() -> None:
    tries = 0

    async def run(_: Sequence[int]) -> list[int]:
        nonlocal tries
        tries += 1
        raise Unavailable

    coalescer = Coalescer(run)
    outcomes = await asyncio.gather(*(coalescer(n) for n in range(4)), return_exceptions=True)
    assert all(isinstance(outcome, Unavailable) for outcome in outcomes)
    assert tries == 1


async def test_closing_answers_everybody_first_and_takes_nobody_after() -> None:
    coalescer = Coalescer(_double)
    waiting = [asyncio.create_task(coalescer(n)) for n in range(3)]
    await asyncio.sleep(0)
    await coalescer.close()
    assert [task.result() for task in waiting] == [0, 2, 4]
    with pytest.raises(Unavailable):
        _ = await coalescer(1)
