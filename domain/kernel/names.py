"""Names of people, customers, products and restaurants, and what is noted beside them."""

import re
from collections.abc import Callable
from typing import ClassVar, Final, Self
from unicodedata import category, normalize

from domain.kernel.errors import Invalid

LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 400
LONGEST_WRITTEN: Final = 4 * LONGEST_NAME
"""A letter may be written as a letter and up to three marks. What is longer yet is not looked at: composing sorts."""
_BLANK: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs, by their category, that show nothing."""
NOT_SEEN: Final = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb" + _BLANK
)
"""What is not seen around a text, white space aside. Address books copy names between marks of direction."""
_WHITE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class InvalidName(Invalid):
    """A name that is empty, too long, or holds what cannot be seen."""

    says = f"A name has 1 to {LONGEST_NAME} characters, something to be seen among them, and no control characters"


class Name(str):
    """A name in its one spelling (NFC), without what surrounds it and is not seen."""

    __slots__ = ()

    shortest: ClassVar = 1
    longest: ClassVar = LONGEST_NAME
    refusal: ClassVar[type[Invalid]] = InvalidName

    def __new__(cls, text: str) -> Self:
        """Return the name that `text` is, or raise `InvalidName`, or what the class has instead."""
        if text.isascii() and text.isprintable() and 0 < len(text) <= cls.longest and text[0] != " " != text[-1]:
            return str.__new__(cls, text)  # what most names are: there is nothing to tidy
        name = composed(trimmed(text))
        if not cls.shortest <= len(name) <= cls.longest or _UNSEEN.search(name) or not any(map(_is_seen, name)):
            raise cls.refusal
        return str.__new__(cls, name)

    @classmethod
    def kept(cls, text: str) -> Self:
        """Return a name as it was written down once: what was sold is called what it was, whatever the rules by now."""
        return str.__new__(cls, text)

    def __reduce__(self) -> tuple[Callable[[str], Self], tuple[str]]:
        """Copy and pickle the name as it stands."""
        return type(self).kept, (str(self),)


class InvalidNote(Invalid):
    """A note or a reason that is empty, too long, or holds what cannot be seen."""

    says = f"A note or a reason has 1 to {LONGEST_NOTE} characters, something to be seen among them, on one line"


class Note(Name):
    """What somebody wants another to know, in one line: tidied as names are."""

    __slots__ = ()

    longest: ClassVar = LONGEST_NOTE
    refusal: ClassVar[type[Invalid]] = InvalidNote


def trimmed(text: str) -> str:
    """Return `text` without what is not seen around it: white space, a byte order mark, joiners, marks of direction."""
    return text.strip(_WHITE + NOT_SEEN)


def composed(text: str) -> str:
    """Return `text` in the one spelling (NFC) of all that look the same; as it is where it is too long for a name."""
    return normalize("NFC", text) if len(text) <= LONGEST_WRITTEN else text


def _is_seen(character: str) -> bool:
    return category(character) not in {"Zs", "Cf", "Mn", "Me", "Mc"} and character not in _BLANK
