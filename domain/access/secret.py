"""What people prove with that they are who they say."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar, Final, Self

from domain.kernel.errors import Conflict, Invalid, NotAllowed, NotSignedIn
from domain.people.waiter import Waiter

PASSWORD_LENGTHS: Final = range(12, 129)
_FEWEST_DIGITS: Final = 3
"""As many different ones a PIN has."""
_A_GROUP: Final = 4
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")


class InvalidPassword(Invalid):
    """A password that is too short, too long, or too easy to guess."""

    says = "A password has 12 to 128 characters"


class InvalidPin(Invalid):
    """A PIN that is none, or that everybody tries first."""

    says = "A PIN has 6 digits, and is none that is easily guessed"


class WrongCredentials(NotSignedIn):
    """Not who they say, whoever they say they are."""

    says = "The e-mail address or the secret is wrong"
    error = "invalid_credentials"


class ActivationRefused(NotSignedIn):
    """A code that is wrong, used, too old, or somebody else's."""

    says = "The code is wrong, used or expired; ask a manager for a new one"
    error = "invalid_code"


class SetupRefused(NotAllowed):
    """A setup token that is wrong or dead."""

    says = "The setup token is wrong, or the restaurant is set up already"


class AlreadySetUp(Conflict):
    """A restaurant that has a manager, or has had its first one."""

    says = "The restaurant has been set up already: it has a manager, or had its first one"


class InvalidCode(Invalid):
    """A code without a letter or a digit."""

    says = "A code has letters and digits"


class SecretKind(StrEnum):
    """What kind of secret."""

    PASSWORD = "password"  # noqa: S105 - the name of one
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that only its owner knows. It is never shown."""

    kind: SecretKind
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credential:
    """A waiter, and the hash of their secret of one kind, None where they have none of it."""

    waiter: Waiter
    hashed: str | None = field(repr=False)


class Unshown(str):
    """A text that is not shown where it is printed or logged."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show what it is."""
        return f"{type(self).__name__}()"

    __str__ = __repr__


class Password(Unshown):
    """A password that may be used from now on. It may consist of anything."""

    __slots__ = ()

    shortest: ClassVar = PASSWORD_LENGTHS[0]
    longest: ClassVar = PASSWORD_LENGTHS[-1]

    def __new__(cls, text: str) -> Self:
        """Return the password that `text` is, or raise `InvalidPassword`."""
        if len(text) not in PASSWORD_LENGTHS:
            raise InvalidPassword
        return str.__new__(cls, text)


class Pin(Unshown):
    """A PIN that may be used from now on."""

    __slots__ = ()

    pattern: ClassVar = "^[0-9]{6}$"

    def __new__(cls, text: str) -> Self:
        """Return the PIN that `text` is, or raise `InvalidPin`."""
        if not re.fullmatch(cls.pattern, text) or _is_trivial([int(digit) for digit in text]):
            raise InvalidPin
        return str.__new__(cls, text)


def password(text: str) -> Secret:
    """Return the secret that a password is, or raise `InvalidPassword`."""
    return Secret(SecretKind.PASSWORD, Password(text))


def pin(text: str) -> Secret:
    """Return the secret that a PIN is, or raise `InvalidPin`."""
    return Secret(SecretKind.PIN, Pin(text))


def _is_trivial(digits: list[int]) -> bool:
    steps = {(after - before) % 10 for before, after in pairwise(digits)}
    runs = len(steps) == 1  # 123456, 987654, 246802
    repeats = digits[:3] * 2 == digits  # 123123
    pairs = digits[::2] == digits[1::2]  # 112233
    mirrored = digits == digits[::-1]  # 123321
    return runs or repeats or pairs or mirrored or len(set(digits)) < _FEWEST_DIGITS  # 111111, 121212


def digest(text: str) -> bytes:
    """Return what is kept of a long random secret: 32 bytes that say nothing about it."""
    return hashlib.sha256(text.encode()).digest()


def is_digest_of(text: str, kept: bytes) -> bool:
    """Tell whether this is what was kept of the text, in a time that says nothing about it."""
    return hmac.compare_digest(kept, digest(text))


class Code(Unshown):
    """An activation or a pairing code as it was made, however somebody typed it."""

    __slots__ = ()

    pattern: ClassVar = "[0-9A-Za-z]"

    def __new__(cls, text: str) -> Self:
        """Read what was typed: without spaces and hyphens, in capitals, O as 0, I and L as 1. Raises `InvalidCode`."""
        if not re.search(cls.pattern, text):
            raise InvalidCode
        return str.__new__(cls, re.sub(r"[\s-]", "", text).upper().translate(_LOOK_ALIKES))

    @property
    def digest(self) -> bytes:
        """What is kept of it."""
        return digest(self)

    @property
    def in_groups(self) -> str:
        """The code as it is given out: four letters, a hyphen, and so on."""
        return "-".join(self[start : start + _A_GROUP] for start in range(0, len(self), _A_GROUP))
