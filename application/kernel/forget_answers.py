"""Forget answers."""

from dataclasses import dataclass

from application.kernel.answers import Answers
from application.kernel.clock import Clock
from domain.kernel.lifetimes import ANSWERS_KEPT_FOR


@dataclass(frozen=True, slots=True)
class ForgetAnswers:
    """Delete answers too old for their request to be sent again."""

    answers: Answers
    clock: Clock

    async def __call__(self) -> int:
        """Return how many answers were forgotten."""
        return await self.answers.forget_before(self.clock.now() - ANSWERS_KEPT_FOR)
