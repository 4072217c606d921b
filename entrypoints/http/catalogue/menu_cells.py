"""What is written in the cells of a menu's file: prices as people write them, numbers, and yes or no."""

import re
from decimal import Decimal
from typing import Final
from unicodedata import category

from domain.catalogue.product import InvalidStock, Stock
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency, Price

_GROUPED: Final = 3
_WITHOUT_CENTS: Final = re.compile(r"[.,][-\u2013\u2014]+$")
_SIGN: Final = "\u00a4"
"""Stands for any sign of a currency."""
_SIGN_AS_POINT: Final = re.compile(rf"(?<=[0-9])\s*{_SIGN}\s*(?=[0-9])")
_SPACE_IN_NUMBER: Final = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_AROUND: Final = re.compile(r"^([^\W\d_]{1,5}[./]?)?([^\w]*?[0-9][^a-zA-Z]*?)([^\W\d_]{1,5}\.?)?$")
_AMOUNT: Final = re.compile(r"[0-9]*(?:[.,'\u2019][0-9]+)*")
_LETTERS: Final = "kr kr. fr fr. sfr sfr. chf z\u0142 zl k\u010d kc ft lei tl rs rs. r us ca au s/ euro euros"
_SIGNS: Final = frozenset(_LETTERS.split())
_YES: Final = {"yes", "y", "true", "1", "x", "ja", "j", "wahr", "si", "s\u00ed", "s", "verdadero", "oui", "o", "vrai"}
_NO: Final = {"no", "n", "false", "0", "-", "nein", "falsch", "falso", "non", "faux"}
_STOCK: Final = re.compile(r"0*([0-9]+)")
_MOST_DIGITS: Final = 10


class UnreadablePrice(Invalid):
    """What is no amount."""

    says = "This cannot be read as a price"


class AmbiguousPrice(Invalid):
    """What may be thousands, or more decimals than there are: a thousand times as much, or a mistake."""

    says = "This may be thousands or decimals: write it with both, or with neither"


class UnreadableStock(Invalid):
    """What is no number of things."""

    says = "A stock is a whole number"


class UnreadableFlag(Invalid):
    """What is neither yes nor no."""

    says = "This is yes or no"


def read_price(text: str, currency: Currency) -> Price:
    """Return the price, whatever separates its thousands and its decimals, beside a sign or the code of the currency.

    A sign may separate decimals, too: 8€50.
    Raises `UnreadablePrice`, `AmbiguousPrice` and `InvalidPrice`.
    """
    bare = "".join(_SIGN if category(each) == "Sc" else each for each in text if category(each) != "Cf")
    bare = _SPACE_IN_NUMBER.sub("'", _SIGN_AS_POINT.sub(",", bare))
    bare = "".join(each for each in bare if each != _SIGN and not each.isspace())
    around = _AROUND.fullmatch(_WITHOUT_CENTS.sub("", bare))
    if around is None or not all(each is None or _is_sign(each, currency) for each in (around[1], around[3])):
        raise UnreadablePrice
    amount = around[2]
    if not amount or not _AMOUNT.fullmatch(amount):
        raise UnreadablePrice
    return currency.price(_decimal(amount.replace("\u2019", "'"), currency.decimals))


def _is_sign(text: str, currency: Currency) -> bool:
    return text.upper() == currency.code or text.lower() in _SIGNS


def _decimal(amount: str, decimals: int) -> Decimal:
    separators = [each for each in amount if not each.isdigit()]
    if not separators:
        return Decimal(amount)
    last = separators[-1]
    whole, _, rest = amount.rpartition(last)
    if separators.count(last) > 1 or last == "'" or (len(rest) == _GROUPED and not decimals):
        return Decimal(_ungrouped(amount))
    if len(rest) == _GROUPED > decimals and len(separators) == 1 and whole.strip("0"):
        raise AmbiguousPrice
    return Decimal(f"{_ungrouped(whole) if whole else 0}.{rest}")


def _ungrouped(amount: str) -> str:
    first, *groups = re.split("[.,']", amount)
    apart = {each for each in amount if not each.isdigit()}
    if len(apart) > 1 or (groups and not 1 <= len(first) <= _GROUPED) or any(len(each) != _GROUPED for each in groups):
        raise UnreadablePrice
    return first + "".join(groups)


def read_stock(text: str) -> Stock:
    """Return how many are left, or raise `UnreadableStock` or `InvalidStock`."""
    number = _STOCK.fullmatch(text)
    if not number:
        raise UnreadableStock
    if len(number[1]) > _MOST_DIGITS:
        raise InvalidStock
    return Stock(int(number[1]))


def read_flag(text: str) -> bool:
    """Return what a yes or no means, or raise `UnreadableFlag`."""
    said = text.casefold()
    if said not in _YES | _NO:
        raise UnreadableFlag
    return said in _YES
