"""E-mail addresses, by which people on the staff are known."""

from typing import ClassVar, Final, Self

from domain.kernel.errors import Invalid

LONGEST_EMAIL: Final = 320
"""Characters, however they are written: what is kept has fewer."""


class InvalidEmail(Invalid):
    """Not an e-mail address."""

    says = "The e-mail address is not valid"


class Email(str):
    """An e-mail address as it is kept. The port `EmailSyntax` makes it of what somebody wrote.

    Its rules fill a library. Here is refused what is no address by any rules.
    """

    __slots__ = ()

    longest: ClassVar = LONGEST_EMAIL

    def __new__(cls, text: str) -> Self:
        """Return the address that `text` is, or raise `InvalidEmail`."""
        local, _, domain = text.rpartition("@")
        is_bare = text == text.strip() and " " not in domain
        if not (local and domain and is_bare and text.isprintable() and len(text) <= cls.longest):
            raise InvalidEmail
        return str.__new__(cls, text)

    @classmethod
    def kept(cls, text: str) -> Self:
        """Return an address as it was written down once, whatever the rules by now."""
        return str.__new__(cls, text)
