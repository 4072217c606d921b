"""Answers kept for requests that may be sent again, as a port."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.kernel.errors import Busy
from domain.kernel.ids import WaiterId


class AnsweredMeanwhile(Busy):
    """The same request was answered while this one was being worked on: its answer is there to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """What makes two requests the same one: who sent it, where to, under which key. `waiter` None is nobody."""

    waiter: WaiterId | None
    route: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to a request whose content has this fingerprint, in bytes as they were sent."""

    fingerprint: bytes
    status: int
    body: bytes
    answered_at: datetime


class Answers(Protocol):
    """What was answered to requests that carried a key."""

    @abstractmethod
    async def find(self, key: RequestKey) -> Answer | None:
        """Return what was answered to this request, None if nothing was yet."""

    @abstractmethod
    def keep(self, key: RequestKey, answer: Answer) -> Change:
        """Keep the answer. The commit raises `AnsweredMeanwhile` when there is one."""

    @abstractmethod
    async def forget_before(self, moment: datetime) -> int:
        """Forget, at once, what was answered before `moment`, in every restaurant. Return how many."""
