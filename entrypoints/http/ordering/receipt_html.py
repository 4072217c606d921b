"""A receipt as a page to print, on the paper of a till or of an office, which needs nothing but itself."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import Final

from domain.kernel.names import Name
from entrypoints.http.ordering.receipt_sheet import Entry, Sheet
from entrypoints.http.ordering.receipt_width import printed

_STYLE: Final = """
:root { color-scheme: light; font: 15px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
body { margin: 0; padding: 1rem; background: #f1f0ed; color: #1b1b1b; }
main { box-sizing: border-box; max-width: 27rem; margin: 0 auto; padding: 1.5rem; background: #fff;
  overflow-wrap: anywhere; }
header { margin-bottom: 1rem; text-align: center; }
h1 { margin: 0; font-size: 1.4rem; }
header p { margin: .25rem 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem; }
dt, small { color: #595959; }
dd { margin: 0; }
table { width: 100%; margin-bottom: .75rem; border-collapse: collapse; }
caption { padding-bottom: .25rem; text-align: start; font-weight: 600; }
th, td { padding: .2rem 0 .2rem .6rem; text-align: left; vertical-align: top; font-weight: 400; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { text-align: right; white-space: nowrap; }
th[scope=row], td:nth-child(2):not(:last-child) { width: 100%; }
thead th { border-bottom: 1px solid; font-size: .8rem; white-space: nowrap; }
.strong tr > * { border-block: 2px solid; font-size: 1.15rem; font-weight: 700; }
small { display: block; font-size: .85rem; }
@media print {
  @page { margin: 4mm; }
  body { padding: 0; background: none; color: #000; }
  main { padding: 0; }
  dt, small { color: #000; }
  tr { break-inside: avoid; }
}
@media print and (max-width: 90mm) {
  :root { font-size: 12px; }
}
"""
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The `Content-Security-Policy` of the page: nothing but its style."""


def receipt_html(sheet: Sheet) -> str:
    """Return the receipt as a page."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    words = sheet.words
    yield f'<!doctype html>\n<html lang="{sheet.language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(printed(sheet.restaurant))}: {escape(sheet.title)}</title>"
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<header><h1>{_shown(sheet.restaurant)}</h1><p>{_shown(sheet.title)}</p></header>\n<dl>"
    for word, value in sheet.facts:
        yield f"<dt>{_shown(word)}</dt><dd>{_shown(value)}</dd>"
    yield "</dl>\n<table>\n<thead><tr>"
    yield from (f'<th scope="col">{_shown(each)}</th>' for each in (words.quantity, words.item, words.amount))
    yield "</tr></thead>\n<tbody>"
    for each in sheet.items:
        yield f"<tr><td>{escape(each.quantity)}</td><td>{_said(each)}</td><td>{escape(each.amount)}</td></tr>"
    yield "</tbody>\n</table>"
    yield from _table(sheet.sums)
    yield _strong(sheet.total)
    yield from _table(sheet.taxes, words.taxes)
    yield from _table(sheet.payments, words.payments)
    if sheet.due:
        yield _strong(sheet.due)
    yield "</main>\n</body>\n</html>"


def _table(entries: Sequence[Entry], caption: str | None = None) -> Iterator[str]:
    if entries:
        yield "<table>" if caption is None else f"<table>\n<caption>{_shown(caption)}</caption>"
        yield "<tbody>"
        yield from map(_row, entries)
        yield "</tbody>\n</table>"


def _strong(entry: Entry) -> str:
    return f'<table class="strong">\n<tbody>\n{_row(entry)}\n</tbody>\n</table>'


def _row(entry: Entry) -> str:
    return f'<tr><th scope="row">{_said(entry)}</th><td>{escape(entry.amount)}</td></tr>'


def _said(entry: Entry) -> str:
    return _shown(entry.text) + "".join(f"<small>{_shown(each)}</small>" for each in entry.under)


def _shown(text: str) -> str:
    """Return a text; somebody's name is read in the direction of its script, and turns nothing else around."""
    return f'<bdi dir="auto">{escape(printed(text))}</bdi>' if isinstance(text, Name) else escape(text)
