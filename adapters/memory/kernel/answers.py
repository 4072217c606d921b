"""Answers kept for requests that may be sent again, in memory."""

from datetime import datetime

from adapters.memory.kernel.store import MemoryStore
from adapters.memory.kernel.unit_of_work import Step, Undo, put
from application.kernel.answers import Answer, AnsweredMeanwhile, Answers, RequestKey
from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId


class MemoryAnswers(Answers):
    """Keeps answers in a dict, by restaurant and request."""

    def __init__(self, store: MemoryStore, restaurant: RestaurantId) -> None:
        self._store = store
        self._answers = store.shelves[restaurant].answers

    async def find(self, key: RequestKey) -> Answer | None:
        return self._answers.get(key)

    def keep(self, key: RequestKey, answer: Answer) -> Change:
        def step() -> Undo:
            if key in self._answers:
                raise AnsweredMeanwhile
            return put(self._answers, key, answer)

        return Step(step)

    async def forget_before(self, moment: datetime) -> int:
        forgotten = 0
        for shelf in self._store.shelves.values():
            old = [key for key, answer in shelf.answers.items() if answer.answered_at < moment]
            forgotten += len(old)
            for key in old:
                del shelf.answers[key]
        return forgotten
