"""Forget old answers."""

from dataclasses import dataclass

from application.kernel.answers import Answers
from application.kernel.clock import Clock
from domain.kernel.lifetimes import ANSWERS_KEPT_FOR


@dataclass(frozen=True, slots=True)
class ForgetAnswers:
    """Make room: nobody sends a request again after so long."""

    answers: Answers
    clock: Clock

    async def __call__(self) -> int:
        """Return how many answers were forgotten."""
        return await self.answers.forget_before(self.clock.now() - ANSWERS_KEPT_FOR)
