"""What is written down for good: its bytes are always the same, and each seal covers all before it."""

import hashlib
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest

from domain.kernel.audit import Event, Happening, sealed
from domain.kernel.ids import WaiterId

AFTERNOON = datetime(2024, 5, 1, 14, 0, 0, 5, tzinfo=timezone(timedelta(hours=2)))
CHANGED = Event(
    happening=Happening.PRICE_CHANGED,
    at=AFTERNOON,
    actor=WaiterId(UUID(int=1)),
    subject=UUID(int=2),
    details={"to": "1", "from": "é"},
)


@pytest.fixture(params=["UTC", "Asia/Tokyo"])
def machine_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine whose clocks show the time of some zone."""
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("machine_in")
def test_an_event_is_always_the_same_bytes() -> None:
    assert CHANGED.content() == (
        b'{"actor":"00000000-0000-0000-0000-000000000001","at":"2024-05-01T12:00:00.000005+00:00",'
        b'"details":{"from":"\\u00e9","to":"1"},"happening":"price_changed",'
        b'"subject":"00000000-0000-0000-0000-000000000002"}'
    )


def test_who_did_it_and_whom_to_may_be_unknown() -> None:
    assert Event(happening=Happening.SIGN_IN_FAILED, at=AFTERNOON.replace(microsecond=0)).content() == (
        b'{"actor":null,"at":"2024-05-01T12:00:00.000000+00:00","details":{},"happening":"sign_in_failed",'
        b'"subject":null}'
    )


def test_a_seal_covers_the_seal_before_and_the_event() -> None:
    first = sealed(b"", CHANGED)
    assert first == hashlib.sha256(CHANGED.content()).digest()
    assert sealed(first, CHANGED) == hashlib.sha256(first + CHANGED.content()).digest()
