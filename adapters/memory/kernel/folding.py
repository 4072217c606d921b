"""Texts without case and accents, as PostgreSQL folds them."""

import re
from typing import Final
from unicodedata import normalize

_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_ALIKE: Final = str.maketrans("\u00f8\u0142\u0111\u0127\u0167\u0131\u03c2", "oldhti\u03c3")
"""Letters that Unicode does not decompose: with a stroke, without a dot, or of word endings."""


def folded(text: str) -> str:
    """Return the text in lower case, character by character.

    Python's own `lower` looks at neighbours (the last sigma of a word) and may return more characters than it got.
    """
    return "".join(character.lower()[0] for character in text)


def searched(text: str) -> str:
    """Return the text as searches compare it: without case and accents. It is `folded` in the database."""
    if text.isascii():
        return text.lower()
    bare = normalize("NFC", _ACCENTS.sub("", normalize("NFD", text)))
    return folded(bare).translate(_ALIKE)
