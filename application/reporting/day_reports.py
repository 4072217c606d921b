"""The reports of closed days, as a port, and how a report is written."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.billing.day import DayReport, KeptReport
from domain.kernel.errors import Busy
from domain.kernel.period import Period


class ClosedMeanwhile(Busy):
    """Somebody else closes a day at the same time."""


class DayForm(Protocol):
    """How the report of a day is written: the same report in the same bytes."""

    def written(self, report: DayReport) -> bytes:
        """Return it as bytes."""
        ...

    def read(self, content: bytes) -> DayReport:
        """Return what was written."""
        ...


class DayReports(Protocol):
    """The reports of the restaurant's closed days, numbered from 1 without a gap."""

    @abstractmethod
    async def find(self, day: date) -> KeptReport | None:
        """Return the report of this day, None where it has none."""

    @abstractmethod
    async def last(self) -> KeptReport | None:
        """Return the report of the day that was closed last, None before the first."""

    @abstractmethod
    async def of(self, period: Period) -> Sequence[KeptReport]:
        """Return the reports of these days, in the order of their days."""

    @abstractmethod
    def all(self) -> AsyncIterator[KeptReport]:
        """Go through all of them, in the order of their numbers."""

    @abstractmethod
    def add(self, report: KeptReport) -> Change:
        """Keep a report. The commit raises `ClosedMeanwhile` when its number, or its day, has one."""
