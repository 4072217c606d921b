"""How wide text is, in columns of a printer or a terminal, and how it is wrapped without tearing letters apart."""

from collections.abc import Iterator
from typing import Final
from unicodedata import bidirectional, category, east_asian_width

_JOINER: Final = "\u200d"
_AS_PICTURE: Final = "\ufe0f"
_UNPRINTED: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_COLUMN: Final = frozenset({"Mn", "Me", "Cf"})
_OF_A_LETTER: Final = _NO_COLUMN | {"Mc"}
"""Vowel signs beside their letter take a column of their own, and are not torn from it."""
_FROM_RIGHT: Final = frozenset({"R", "AL", "AN"})


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(map(_width, graphemes(text)))


def wrapped(text: str, columns: int) -> list[str]:
    """Return the text in lines of at most so many columns, two or more: broken at spaces, and within long words."""
    lines, line, taken = list[str](), "", 0
    for word in filter(None, text.split(" ")):
        needs = width(word)
        if line and taken + 1 + needs <= columns:
            line, taken = f"{line} {word}", taken + 1 + needs
            continue
        if line:
            lines.append(line)
        line, taken = "", 0
        for each in graphemes(word):
            if taken + _width(each) > columns:
                lines.append(line)
                line, taken = "", 0
            line, taken = line + each, taken + _width(each)
    return [*lines, line]


def printed(text: str) -> str:
    """Return what of a text can be printed: nothing that breaks its line, or turns the rest of it around."""
    return "".join(each for each in text if category(each) not in _UNPRINTED and each not in _TURNING)


def isolated(text: str) -> str:
    """Return a text that leaves what is beside it where it is, also where it is read from the right."""
    return f"\u2068{text}\u2069" if any(bidirectional(each) in _FROM_RIGHT for each in text) else text


def graphemes(text: str) -> Iterator[str]:
    """Yield what is seen as one: a letter with its marks, a picture of several, a flag, a syllable of Hangul."""
    one = ""
    for each in text:
        if one and not _goes_on(one, each):
            yield one
            one = ""
        one += each
    if one:
        yield one


def _goes_on(one: str, following: str) -> bool:
    if category(following) in _OF_A_LETTER or _is_skin(following) or _is_inner_jamo(following):
        return True
    if _is_flag_letter(following):
        return len(one) == 1 and _is_flag_letter(one)
    return one[-1] == _JOINER and _is_picture(one[0]) and _is_picture(following)


def _width(one: str) -> int:
    first = one[0]
    if category(first) in _NO_COLUMN or _is_inner_jamo(first):
        return 0
    is_wide = east_asian_width(first) in {"W", "F"} or _AS_PICTURE in one or (len(one) > 1 and _is_flag_letter(first))
    return (2 if is_wide else 1) + sum(category(each) == "Mc" for each in one[1:])


def _is_picture(character: str) -> bool:
    return category(character) == "So"


def _is_skin(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_inner_jamo(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb"
