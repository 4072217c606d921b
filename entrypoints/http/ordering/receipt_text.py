"""A receipt as text, as wide as the paper of most printers."""

from collections.abc import Iterator, Sequence
from typing import Final

from entrypoints.http.ordering.receipt_amounts import NARROW_SPACE, SPACE
from entrypoints.http.ordering.receipt_sheet import Entry, Fact, Sheet
from entrypoints.http.ordering.receipt_width import isolated, printed, width, wrapped

COLUMNS: Final = 42
_INDENT: Final = "  "
_LEAST: Final = 12
"""How many columns are left for what stands before an amount; else it stands above it."""
_PLAIN: Final = str.maketrans({SPACE: " ", NARROW_SPACE: " "})
_RULE: Final = "-" * COLUMNS
_STRONG_RULE: Final = "=" * COLUMNS


def receipt_text(sheet: Sheet) -> str:
    """Return the receipt as text."""
    return "\n".join(_lines(sheet)).translate(_PLAIN) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from map(_centred, wrapped(printed(sheet.restaurant), COLUMNS))
    yield from map(_centred, wrapped(sheet.title, COLUMNS))
    yield ""
    yield from _facts(sheet.facts)
    yield _RULE
    yield from _entries(sheet.items)
    if sheet.sums:
        yield _RULE
        yield from _entries(sheet.sums)
    yield _STRONG_RULE
    yield from _entry(sheet.total)
    yield _STRONG_RULE
    if sheet.taxes:
        yield from wrapped(sheet.words.taxes, COLUMNS)
        yield from _entries(sheet.taxes)
    if sheet.payments:
        yield _RULE
        yield from _entries(sheet.payments)
    if sheet.due:
        if sheet.taxes or sheet.payments:
            yield _STRONG_RULE
        yield from _entry(sheet.due)


def _centred(text: str) -> str:
    return f"{' ' * ((COLUMNS - width(text)) // 2)}{isolated(text)}"


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    widest = max(width(word) for word, _ in facts) + len(_INDENT)
    for word, value in facts:
        first, *others = wrapped(printed(value), COLUMNS - widest)
        yield f"{word}{' ' * (widest - width(word))}{isolated(first)}"
        for each in others:
            yield f"{' ' * widest}{isolated(each)}"


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    for each in entries:
        yield from _entry(each)


def _entry(entry: Entry) -> Iterator[str]:
    before = f"{entry.quantity} x " if entry.quantity else _INDENT * entry.inner
    room = COLUMNS - width(before) - 1 - len(entry.amount)
    beside = room >= _LEAST
    lines = wrapped(printed(entry.text), room if beside else COLUMNS - width(before))
    for place, text in enumerate(lines):
        line = f"{before if not place else ' ' * width(before)}{isolated(text)}"
        if beside and place == len(lines) - 1:
            line += entry.amount.rjust(room - width(text) + 1 + len(entry.amount))
        yield line
    if not beside:
        yield entry.amount.rjust(COLUMNS)
    for under in entry.under:
        indent = _INDENT * (1 + entry.inner)
        for text in wrapped(printed(under), COLUMNS - len(indent)):
            yield f"{indent}{isolated(text)}"
