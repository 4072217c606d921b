"""Refusals: every way the business says no, in a few kinds that each way in can tell apart."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, Self


class DomainError(Exception):
    """The business said no. `says` is the sentence a caller reads; a subclass states one fact."""

    says: ClassVar[str] = "The request was refused"

    def __init__(self, detail: str | None = None) -> None:
        """Say `detail`, or what the class says."""
        super().__init__(detail or self.says)


class Invalid(DomainError):
    """A value that cannot be. `field` is the path to it inside what was sent."""

    def __init__(self, detail: str | None = None, *, field: tuple[str | int, ...] = ()) -> None:
        """Say `detail` about the value at `field`."""
        super().__init__(detail)
        self.field = field

    def at(self, *field: str | int) -> Self:
        """Return this refusal, about a value further in: at `field`, and there where it was about before."""
        self.field = (*field, *self.field)
        return self


class InvalidAt(Invalid):
    """Several values that cannot be: `at_each` has the path to each, and what is to be said of it."""

    def __init__(self, at_each: Sequence[tuple[tuple[str | int, ...], str]]) -> None:
        """Say what the class says, and of each value what is wrong with it."""
        super().__init__()
        self.at_each = at_each


class NotSignedIn(DomainError):
    """Nobody knows who is asking. `error` is the code that clients switch on."""

    error: ClassVar[str] = "invalid_token"


class NotAllowed(DomainError):
    """Known, but without the right to do this."""

    says = "You are not allowed to do this"


class NotFound(DomainError):
    """Not there, or not visible to the caller: the two look the same."""


class Conflict(DomainError):
    """True when asked, but no longer, or taken by another."""


class ConflictsAt(Conflict):
    """True of several values of what was sent: `at` has the path to each, and what is to be said of it."""

    def __init__(self, at: Sequence[tuple[tuple[str | int, ...], str]]) -> None:
        """Say what the class says, and of each value what is wrong with it."""
        super().__init__()
        self.at = at


class OfAnAmount(Conflict):
    """A refusal that says an `amount`, in whole units of the currency, by which the caller can go."""

    def __init__(self, amount: Decimal) -> None:
        """Say what the class says of this amount, which stands for {} in it."""
        super().__init__(self.says.format(f"{amount:f}"))
        self.amount = amount


class Stale(DomainError):
    """What was to be changed is at another version by now: at `current`. `found` is how it stands, to be shown."""

    says = "This was changed since you read it; read it again"

    def __init__(self, *, current: int, found: object = None) -> None:
        """Say which version there is now, and what is `found` at it; None where only the version is told."""
        super().__init__()
        self.current = current
        self.found = found


class Busy(Conflict):
    """Another request is working on the same thing."""

    says = "Another request is still working on this; try again shortly"


class Unavailable(DomainError):
    """Not now: nothing was done, and asking again later can help."""

    says = "The service cannot answer right now; try again shortly"


class SettingsChanged(Unavailable):
    """The restaurant was changed since what was to work for it was made."""

    says = "The restaurant's settings changed just now; try again"


class OutcomeUnknown(Unavailable):
    """Not answered: it may have been done, or be done yet. To ask again without looking may do it twice."""

    says = (
        "It may have been done: send it again with the same Idempotency-Key, "
        "or, where it had none, look before you send it again"
    )


class TooMany(DomainError):
    """Asked too often. Asking again makes sense after `wait`."""

    says = "Too many attempts; try again later"

    def __init__(self, wait: timedelta) -> None:
        """Say how long to wait."""
        super().__init__()
        self.wait = wait
