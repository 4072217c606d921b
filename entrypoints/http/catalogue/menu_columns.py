"""What the columns of a menu's file are called, in English, German, Spanish and French."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from unicodedata import combining, normalize

from domain.kernel.currencies import DECIMALS
from domain.kernel.errors import Invalid

_CALLED: Final[Mapping[str, str]] = {
    "name": "name product item dish title article productname itemname menuitem dishname articlename "
    "bezeichnung produkt produktname artikel artikelname artikelbezeichnung gericht speise "
    "nombre producto articulo plato nombredelproducto nombreproducto nombredelplato "
    "nom produit plat designation libelle nomduproduit nomproduit nomduplat",
    "price": "price unitprice listprice sellingprice preis einzelpreis verkaufspreis vk vkpreis bruttopreis "
    "precio preciounitario pvp prix prixunitaire tarif",
    "category": "category group kategorie warengruppe gruppe rubrik categoria grupo familia categorie groupe famille",
    "station": "station bar kitchenstation arbeitsplatz posten estacion puesto poste",
    "tax": "tax taxcategory taxrate vat salestax steuer steuersatz mwst mehrwertsteuer ust umsatzsteuer "
    "impuesto iva taxe tva",
    "stock": "stock instock onhand inventory bestand lagerbestand vorrat existencias inventario enstock",
    "available": "available availability active verfugbar verfuegbar erhaltlich erhaeltlich aktiv lieferbar "
    "disponible activo disponibilidad disponibilite actif",
    "unavailable": "unavailable notavailable soldout outofstock inactive "
    "ausverkauft vergriffen nichtverfugbar nichtverfuegbar nichterhaltlich nichterhaeltlich nichtlieferbar inaktiv "
    "agotado nodisponible sinexistencias inactivo epuise indisponible nondisponible enrupture rupture rupturedestock "
    "enrupturedestock inactif",
}
_OPPOSITES: Final = {"unavailable": "available"}
_FIELDS: Final = {word: field for field, words in _CALLED.items() for word in words.split()}
_BESIDE: Final = re.compile(r"\(.*?\)|\[.*?\]")
_NO_LETTER: Final = re.compile(r"[^a-z]+")
_SAID_OF_PRICES: Final = {"in", "en", "euro", "euros", *(code.lower() for code in DECIMALS)}
_SAID_OF_TAX: Final = "brutto ttc inkl inklusive incl including incluido mwst ust vat iva tva tax"


class MenuWithoutNames(Invalid):
    """A menu whose first row names no column of names."""

    says = "The first row names the columns, and one of them has the names: name, price, category, station, tax, ..."


class ColumnNamedTwice(Invalid):
    """A menu in which one column cannot be told from another."""

    @classmethod
    def of(cls, field: str, heads: Sequence[str]) -> "ColumnNamedTwice":
        """Return the refusal where these columns have the same field."""
        return cls(f"Several columns are the {field}: {', '.join(heads)}", field=(field,))


def fields_of_columns(heads: Sequence[str]) -> Mapping[str, int]:
    """Return at which place each field is, or its opposite, by what the columns are called.

    Columns called anything else are not read. Raises `MenuWithoutNames` and `ColumnNamedTwice`.
    """
    found: dict[str, int] = {}
    by_field: dict[str, str] = {}
    for place, head in enumerate(heads):
        if called := field_called(head):
            field = field_of(called)
            if field in by_field:
                raise ColumnNamedTwice.of(field, [by_field[field], head])
            by_field[field] = head
            found[called] = place
    if "name" not in found:
        raise MenuWithoutNames
    return found


def field_of(called: str) -> str:
    """Return the field that is told by this one, or by its opposite."""
    return _OPPOSITES.get(called, called)


def field_called(head: str) -> str:
    """Return the field, or the opposite of one, that a column is called, and nothing where it is none."""
    bare = "".join(each for each in normalize("NFD", head.casefold()) if not combining(each))
    words = [each for each in _NO_LETTER.split(_BESIDE.sub(" ", bare)) if each]
    if len(words) > 1:
        words = [each for each in words if each not in _SAID_OF_PRICES] or words
        words = (
            words[:1] if set(_SAID_OF_TAX.split()).issuperset(words[1:]) and _FIELDS.get(words[0]) == "price" else words
        )
    return _FIELDS.get("".join(words), "")
