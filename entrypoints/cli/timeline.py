"""An evening that is played over so many minutes: who does what next, and when."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from random import Random
from typing import Final

_EVENING: Final = 240
"""How many minutes an evening has, however long it is played."""
_WAVES: Final = ((30.0, 18.0), (120.0, 22.0))
"""When most guests come, in minutes of the evening, and how far they are spread around that."""
_LAST: Final = 160.0

Scene = Iterator[float]
"""What somebody does, bit by bit: after how many minutes of the evening it goes on."""


def arrivals(parties: int, chance: Random) -> Sequence[float]:
    """Return in which minutes of the evening they come, in waves."""
    return sorted(min(max(chance.gauss(*chance.choice(_WAVES)), 0.0), _LAST) for _ in range(parties))


class Timeline:
    """An evening that takes so many minutes."""

    def __init__(
        self,
        minutes: float,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds = minutes * 60 / _EVENING
        self._now = now
        self._sleep = sleep

    def play(self, guests: Iterable[tuple[float, Scene]], staff: Scene) -> None:
        """Play the scenes of all guests, each from its minute on, and the staff's for as long as guests are there."""
        scenes = [(at, number, scene) for number, (at, scene) in enumerate(guests, 1)]
        there = len(scenes)
        scenes.append((0.0, 0, staff))
        heapify(scenes)
        began = self._now()
        while there:
            at, number, scene = heappop(scenes)
            self._sleep(max(began + at * self._seconds - self._now(), 0.0))
            minutes = next(scene, None)
            if minutes is not None:
                heappush(scenes, (at + minutes, number, scene))
            elif number:
                there -= 1
