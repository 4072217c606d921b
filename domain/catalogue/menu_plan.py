"""What the rows of a menu make of the catalogue, worked out before any of it is done."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, TypeVar

from domain.catalogue.menu import Done, MenuChange, MenuRow, MenuRowDone, WrongCell
from domain.catalogue.product import Product
from domain.catalogue.station import Station
from domain.kernel.ids import ProductId, StationId
from domain.kernel.money import Price
from domain.kernel.names import Name
from domain.kernel.unchanged import UNCHANGED

T = TypeVar("T")
_FIELDS: Final = ("price", "category", "station", "tax", "stock", "available")


@dataclass(slots=True)
class MenuPlan:
    """Goes through rows, one after the other, and gathers which products they add and change.

    A product is known by its name, whatever the case: by exactly this one, where several differ in that alone. It
    keeps the name it has. So are a station and the category of a tax. What a row does not say stays as it is.

    What turns whether a product can be ordered is so many versions `ahead` of the next one: orders that take from its
    stock meanwhile make those between.
    """

    products: Collection[Product]
    stations: Sequence[Station]
    taxes: Collection[Name]
    new_id: Callable[[], ProductId]
    at: datetime
    ahead: int = 0
    added: list[Product] = field(default_factory=list[Product])
    changed: list[tuple[Product, Product]] = field(default_factory=list[tuple[Product, Product]])
    _known: Mapping[str, Sequence[Product]] = field(init=False)
    _stations: Mapping[str, StationId] = field(init=False)
    _names: Mapping[StationId, str] = field(init=False)
    _taxes: Mapping[str, Name] = field(init=False)
    _lines: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        """Put what there is where it is looked for."""
        known: dict[str, list[Product]] = {}
        for each in self.products:
            known.setdefault(each.name.casefold(), []).append(each)
        self._known = known
        self._names = {each.id: str(each.name) for each in self.stations}
        self._stations = _by_name([(each.name, each.id) for each in self.stations])
        self._taxes = _by_name([(each, each) for each in self.taxes])

    def take(self, row: MenuRow) -> MenuRowDone:
        """Return what is done for the next row."""
        if not row.called and not row.wrong and row == MenuRow(line=row.line):
            return _done(row, Done.SKIPPED, "Empty")
        before, wrong = self._found(row)
        wrong = (*row.wrong, *wrong, *self._unknown(row))
        if row.name is None or wrong:
            return MenuRowDone(line=row.line, name=row.called, price=row.price, done=Done.ERROR, wrong=wrong)
        first = self._lines.setdefault(row.name.casefold(), row.line)
        if first != row.line:
            return _done(row, Done.SKIPPED, f"The same product as on line {first}")
        if before is None:
            return self._made(row, row.name, row.price)
        after = self._after(before, row)
        if after is before:
            return _done(row, Done.SKIPPED, "Unchanged")
        self.changed.append((before, after))
        return _done(row, Done.CHANGED, changes=tuple(self._changes(before, after)))

    def _found(self, row: MenuRow) -> tuple[Product | None, Sequence[WrongCell]]:
        if row.name is None:
            return None, () if row.wrong else (WrongCell("name", "A product needs a name"),)
        alike = self._known.get(row.name.casefold(), ())
        product = next((each for each in alike if each.name == row.name), alike[0] if len(alike) == 1 else None)
        if product is None and alike:
            return None, (WrongCell("name", "Several products are called so, each in another case"),)
        if product is None and row.price is None and not any(each.field == "price" for each in row.wrong):
            return None, (WrongCell("price", "A new product needs a price"),)
        return product, ()

    def _unknown(self, row: MenuRow) -> Sequence[WrongCell]:
        wrong = list[WrongCell]()
        if row.station and not _called(self._stations, row.station):
            wrong.append(WrongCell("station", f"There is no station called {row.station}"))
        if row.tax and not _called(self._taxes, row.tax):
            wrong.append(WrongCell("tax", f"There is no tax of the category {row.tax}"))
        return wrong

    def _made(self, row: MenuRow, name: Name, price: Price | None) -> MenuRowDone:
        if price is None:  # `_found` has seen to it
            raise AssertionError(row.line)
        product = Product(
            id=self.new_id(),
            name=name,
            price=price,
            available=row.available is not False,
            category=row.category,
            station=_called(self._stations, row.station),
            stock=row.stock,
            tax=_called(self._taxes, row.tax),
            added_at=self.at,
        )
        self.added.append(product)
        return _done(row, Done.MADE, changes=tuple(self._beside_price(product)))

    def _after(self, before: Product, row: MenuRow) -> Product:
        after = before.changed(
            price=row.price,
            available=row.available,
            category=UNCHANGED if row.category is None else row.category,
            station=UNCHANGED if row.station is None else _called(self._stations, row.station),
            stock=UNCHANGED if row.stock is None else row.stock,
            tax=UNCHANGED if row.tax is None else _called(self._taxes, row.tax),
        )
        turns = after.can_be_ordered != before.can_be_ordered
        return replace(after, version=after.version + self.ahead) if turns else after

    def _changes(self, before: Product, after: Product) -> Sequence[MenuChange]:
        said = zip(_FIELDS, self._said(before), self._said(after), strict=True)
        return [MenuChange(name, was, now) for name, was, now in said if was != now]

    def _beside_price(self, product: Product) -> Sequence[MenuChange]:
        _, *said = zip(_FIELDS, self._said(product), strict=True)
        return [MenuChange(name, None, now) for name, now in said if now is not None and now is not True]

    def _said(self, product: Product) -> Sequence[str | int | bool | None]:
        return (
            product.price.minor,
            product.category and str(product.category),
            product.station and self._names.get(product.station),
            product.tax and str(product.tax),
            None if product.stock is None else int(product.stock),
            product.available,
        )


def _by_name(named: Sequence[tuple[Name, T]]) -> Mapping[str, T]:
    """Return each by its name whatever the case, and by exactly this one, where others differ in that alone."""
    return {**{name.casefold(): each for name, each in named}, **dict(named)}


def _called(known: Mapping[str, T], name: Name | None) -> T | None:
    return None if name is None else known.get(name) or known.get(name.casefold())


def _done(row: MenuRow, done: Done, why: str | None = None, changes: tuple[MenuChange, ...] = ()) -> MenuRowDone:
    return MenuRowDone(line=row.line, name=row.called, price=row.price, done=done, why=why, changes=changes)
