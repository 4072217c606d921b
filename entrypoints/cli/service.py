"""A dinner service that is played: at once, or so that people can watch it."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from threading import Event

from entrypoints.cli.client import Client
from entrypoints.cli.dinner import dinners
from entrypoints.cli.evening import Shift, cook
from entrypoints.cli.long_evening import guests, kitchen
from entrypoints.cli.staff import NAMES, enter
from entrypoints.cli.tables import Floor, Table
from entrypoints.cli.timeline import Timeline, arrivals
from entrypoints.cli.visit import Visit
from entrypoints.cli.wishes import Menu


@dataclass(frozen=True, slots=True)
class Dinner:
    """Where it is played, what there is to eat, and how many waiters there are; `settled` hears of who has paid."""

    url: str
    menu: Menu
    waiters: int
    settled: Callable[[], None]

    def at_once(self, orders: int, free: Iterable[Table]) -> tuple[Sequence[str], Sequence[Visit]]:
        """Serve so many parties as fast as it goes, at these tables, and return who waited on whom."""
        floor, over = Floor([*free]), Event()

        def shift(number: int) -> tuple[str, Sequence[Visit]]:
            share = orders // self.waiters + (number < orders % self.waiters)
            with closing(Client(self.url)) as client:
                waiter = self._waiter(client, number)
                chance = Random(number)  # noqa: S311 - what guests fancy guards nothing
                worked = Shift(client, self.menu, floor, chance, self.settled)
                worked.work(share)
                return waiter, worked.visits

        with ThreadPoolExecutor(self.waiters + 1) as pool:
            cooking = pool.submit(self._cook, over)
            try:
                shifts = list(pool.map(shift, range(self.waiters)))
            finally:
                over.set()
            cooking.result()
        return [waiter for waiter, _ in shifts], [visit for _, visits in shifts for visit in visits]

    def over(self, minutes: float, parties: int) -> Sequence[str]:
        """Serve so many parties in about so many minutes, and return who waited on them."""
        chance = Random()  # noqa: S311 - what guests fancy guards nothing
        with ExitStack() as stack:

            def somebody() -> Client:
                return stack.enter_context(closing(Client(self.url)))

            chef, clients = somebody(), [somebody() for _ in range(self.waiters)]
            _ = enter(chef, "Chefe", "kitchen")
            staff = [self._waiter(client, number) for number, client in enumerate(clients)]
            coming = zip(arrivals(parties, chance), cycle(clients), islice(dinners(chance), parties), strict=False)
            scenes = [
                (at, guests(Visit(client, self.menu, chance, *dinner), self.settled)) for at, client, dinner in coming
            ]
            Timeline(minutes).play(scenes, kitchen(chef, chance))
        return staff

    def _waiter(self, client: Client, number: int) -> str:
        return enter(client, NAMES[number % len(NAMES)], "waiter").id

    def _cook(self, over: Event) -> None:
        with closing(Client(self.url)) as client:
            _ = enter(client, "Chefe", "kitchen")
            cook(client, over)
