"""What was made for requests that may be sent again, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore, forget
from adapters.memory.kernel.unit_of_work import Step, Undo, both, put
from application.kernel.answers import AnsweredMeanwhile, Answers, Kept, Sent
from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId


class MemoryAnswers(Answers):
    """Keeps what was made in a dict, by who sent it, the route and the key."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._answers = store.shelves[restaurant].answers

    async def find(self, sent: Sent) -> Kept | None:
        kept, _ = self._answers.get((sent.waiter, sent.route, sent.key), (None, None))
        return kept

    def keep(self, sent: Sent | None, made: object, *, at: datetime) -> Change:
        def step() -> Undo:
            if sent is None:
                return both()
            key = (sent.waiter, sent.route, sent.key)
            if key in self._answers:
                raise AnsweredMeanwhile
            return put(self._answers, key, (Kept(made, sent.fingerprint), at))

        return Step(step)

    async def forget_before(self, moment: datetime) -> int:
        return forget(self._answers, lambda kept: kept[1] < moment)
