"""A delivery: one try to hand an event over to a webhook."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Final, NewType
from uuid import UUID

DeliveryId = NewType("DeliveryId", UUID)

DELIVERIES_KEPT: Final = 100
"""How many of a webhook's deliveries are kept, the last ones."""


class DeliveryFailure(StrEnum):
    """Why there was no answer."""

    ADDRESS = "address"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    PURGED = "purged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a try: the status that was answered, or why none was, and how long that took."""

    status: int | None
    failure: DeliveryFailure | None
    milliseconds: int

    @property
    def is_received(self) -> bool:
        """Whether the receiver has taken the event: any status of 200 to 299 says so."""
        return self.status is not None and HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def is_for_good(self) -> bool:
        """Whether the receiver wants no more: it is gone."""
        return self.status == HTTPStatus.GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A try to deliver the event of this number, and what came of it."""

    id: DeliveryId
    number: int
    at: datetime
    outcome: Outcome
