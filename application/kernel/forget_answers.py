"""Forget old answers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from application.kernel.answers import Answers
from application.kernel.clock import Clock

KEPT_FOR: Final = timedelta(hours=48)
"""How long a request can be sent again for its first answer: 24 hours are promised."""


@dataclass(frozen=True, slots=True)
class ForgetAnswers:
    """Make room: nobody sends a request again after so long."""

    answers: Answers
    clock: Clock

    async def __call__(self) -> int:
        """Return how many answers were forgotten."""
        return await self.answers.forget_before(self.clock.now() - KEPT_FOR)
