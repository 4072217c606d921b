"""Texts as searches compare them: the database and memory fold every letter alike."""

import sys
import unicodedata

import pytest

from adapters.memory.kernel.folding import searched
from tests.database import ask

_FOLDED = "SELECT folded(each) FROM unnest($1::text[]) WITH ORDINALITY AS texts(each, place) ORDER BY place"


async def test_every_character_is_folded_alike(postgres_url: str) -> None:
    skipped = {"Cc", "Cs", "Cn", "Co"}
    known = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in skipped]
    texts = ["".join(known[start : start + 8]) for start in range(0, len(known), 8)]
    folded = [text for (text,) in await ask(postgres_url, _FOLDED, texts)]
    different = [
        (text, one, other) for text, one in zip(texts, folded, strict=True) if one != (other := searched(text))
    ]
    assert different == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Caf\u00e9 Cr\u00e8me", "cafe creme"),
        ("Cafe\u0301 Cre\u0300me", "cafe creme"),
        ("\u0141\u00f3d\u017a", "lodz"),
        ("SM\u00d8RREBR\u00d8D", "smorrebrod"),
        ("\u0130stanbul", "istanbul"),
        ("Di\u011fer Is\u0131r", "diger isir"),
        ("Ph\u1edf B\u00f2", "pho bo"),
        ("\u1f08\u03b8\u03ae\u03bd\u03b1", "\u03b1\u03b8\u03b7\u03bd\u03b1"),
        ("\u03bf\u03b4\u03cc\u03c2", "\u03bf\u03b4\u03bf\u03c3"),
        ("\u0401\u043b\u043a\u0430", "\u0435\u043b\u043a\u0430"),
        ("\u304c\u3063\u3053", "\u304c\u3063\u3053"),
        ("\ud55c\uae00", "\ud55c\uae00"),
        ("stra\u00dfe", "stra\u00dfe"),
        ("100 % _ \\", "100 % _ \\"),
    ],
)
async def test_accents_and_case_are_left_out(postgres_url: str, text: str, folded: str) -> None:
    assert searched(text) == folded
    assert await ask(postgres_url, _FOLDED, [text]) == [(folded,)]
