"""Sessions: each refresh token is told by its number and proof, and is good at its turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.access.secret import digest
from domain.access.session import Opened, Session, SessionId
from domain.kernel.ids import WaiterId
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import Waiter

NOON, GRACE = datetime(2024, 5, 1, 12, tzinfo=UTC), timedelta(seconds=30)
ANA = Waiter(id=WaiterId(UUID(int=1)), email=Email("ana@example.com"), name=Name("Ana"), registered_at=NOON)
SECRET = "a-secret_of_256_bits"
NEW = Session(
    id=SessionId(UUID(int=7)),
    waiter=ANA.id,
    device=None,
    token_version=1,
    secret=digest(SECRET),
    salt="salt",
    expires_at=NOON + timedelta(days=30),
)
RENEWED = NEW.renewed()
FIRST, SECOND = NEW.refresh_token(SECRET), RENEWED.refresh_token(SECRET)


def test_a_session_begins_with_a_token_of_its_id_and_secret() -> None:
    assert (NEW.generation, NEW.handed_out_at, NEW.version) == (0, None, 1)
    assert f"{NEW.id}.{SECRET}" == FIRST


def test_each_step_counts() -> None:
    handed_out = RENEWED.handed_out(NOON)
    assert replace(NEW, generation=1, version=2) == RENEWED
    assert handed_out == replace(NEW, generation=1, version=3, handed_out_at=NOON)
    assert handed_out.renewed() == replace(NEW, generation=2, version=4)  # the next one was given to nobody yet


def test_a_later_token_carries_its_number_and_a_proof_of_secret_and_salt() -> None:
    # hmac of sha256, under the secret, of id, number and salt: made by another program
    assert f"{FIRST}.1.fdbb648894e6c03460716b0b13b076dfc7be85e374d05049536bd86c63570eff" == SECOND
    assert replace(RENEWED, salt="other").refresh_token(SECRET) != SECOND
    assert replace(RENEWED, id=SessionId(UUID(int=8))).refresh_token(SECRET)[-64:] != SECOND[-64:]
    assert RENEWED.renewed().refresh_token(SECRET)[-64:] != SECOND[-64:]


def test_every_token_there_ever_was_is_told_by_its_number() -> None:
    session, tokens = NEW, list[str]()
    for _ in range(11):
        tokens.append(session.refresh_token(SECRET))
        session = session.renewed()
    assert [session.generation_of(token) for token in tokens] == list(range(11))


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        str(NEW.id),
        f"{NEW.id}.",
        f"{NEW.id}.other",
        f"{FIRST}.",
        f"{FIRST}.0",
        f"{FIRST}..",
        f"{FIRST}.1",
        f"{FIRST}.1.",
        f"{FIRST}.1.{'0' * 64}",
        f"{SECOND}.",
        f"{SECOND}.x",
        f"{SECOND}x",
        SECOND.replace(".1.", ".01."),
        SECOND.replace(".1.", ".1234567890."),
        SECOND.replace(SECRET, "other"),
        SECOND.replace(str(NEW.id), str(UUID(int=8))),
        FIRST.replace(str(NEW.id), str(UUID(int=8))),
        f"{NEW.id}.é",
    ],
)
def test_any_other_text_is_no_token_of_the_session(token: str) -> None:
    assert RENEWED.generation_of(token) is None


def test_a_token_of_the_future_is_none_yet() -> None:
    assert NEW.generation_of(SECOND) is None
    assert RENEWED.generation_of(SECOND) == 1


@pytest.mark.parametrize(
    ("session", "generation", "after", "may"),
    [
        (RENEWED.handed_out(NOON), 0, GRACE, True),
        (RENEWED.handed_out(NOON), 0, -GRACE, True),
        (RENEWED.handed_out(NOON), 0, GRACE + timedelta(microseconds=1), False),
        (RENEWED.handed_out(NOON), 0, -GRACE - timedelta(microseconds=1), False),
        (RENEWED, 0, timedelta(days=9), True),
        (RENEWED, 1, timedelta(0), False),
        (RENEWED.renewed(), 0, timedelta(0), False),
        (RENEWED.renewed(), 1, timedelta(0), True),
        (RENEWED.renewed().handed_out(NOON), 0, timedelta(0), False),
    ],
)
def test_only_the_token_before_is_answered_again_and_only_shortly_after(
    session: Session, generation: int, after: timedelta, *, may: bool
) -> None:
    assert session.may_repeat(generation, NOON + after) is may


def test_what_opens_doors_is_never_shown() -> None:
    shown = repr(Opened("access me", FIRST, ANA)) + repr(NEW)
    assert not any(secret in shown for secret in ("access me", SECRET, "'salt'"))
