"""What people write into the cells of a menu: prices of all kinds, and what columns are called in four languages."""

import pytest

from domain.catalogue.product import InvalidStock
from domain.kernel.errors import Invalid
from domain.kernel.money import Currency
from entrypoints.http.catalogue.menu_cells import read_flag, read_price, read_stock
from entrypoints.http.catalogue.menu_columns import ColumnNamedTwice, MenuWithoutNames, field_called, fields_of_columns

EURO = Currency.of("EUR")


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("8.50", 850),
        ("8,50", 850),
        ("8,5", 850),
        ("8", 800),
        (",50", 50),
        ("0.05", 5),
        ("€ 8,50", 850),
        ("8.50 €", 850),
        ("EUR 8,50", 850),
        ("8,50eur", 850),
        ("$8.50", 850),
        ("CHF 8.50", 850),
        ("Fr. 8.50", 850),
        ("8,50 kr", 850),
        ("8,-", 800),
        ("8.–", 800),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1 234,50", 123_450),
        ("1\u00a0234,50 €", 123_450),
        ("1\u202f234,50", 123_450),
        ("1'234.50", 123_450),
        ("1\u2019234.50", 123_450),
        ("1 234", 123_400),
        ("1'234", 123_400),
        ("1.234.567", 123_456_700),
        ("1,234,567.89", 123_456_789),
        ("12345,6", 1_234_560),
        ("\u200e8,50", 850),
        ("8€50", 850),
        ("8 € 50", 850),
        ("12 345,60", 1_234_560),
        ("8,50 Euro", 850),
        ("12,50 zł", 1250),
        ("120 Kč", 12_000),
        ("R$ 8,50", 850),
        ("US$ 8.50", 850),
        ("S/ 8.50", 850),
        ("50 TL", 5_000),
    ],
)
def test_prices_are_read_as_people_write_them(text: str, minor: int) -> None:
    assert read_price(text, EURO).minor == minor


@pytest.mark.parametrize(
    ("code", "text", "minor"), [("KWD", "1.234", 1234), ("KWD", "1,234.500", 1_234_500), ("JPY", "1,234", 1234)]
)
def test_three_digits_are_decimals_only_of_a_currency_that_has_three(code: str, text: str, minor: int) -> None:
    assert read_price(text, Currency.of(code)).minor == minor


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "free",
            "8.505",
            "1.234",
            "1,234",
            "0",
            "-8.50",
            "8.50.20",
            "1.23.456",
            "12.34,567.8",
            "8,50 abc",
            "1e3",
            "8..50",
            ".",
            "€",
            "٨",
        ),
        *("8 50", "8 5", "12 50", "1 2345", "8€500", "8.50 USD", "GBP 8", "8,50€20"),
        *("8.50 - 9.50", "8/9", "1,2345", "1234.567,00", "1.234'567", "0.000", "99999999999999", "NaN", "inf", "8.5.0"),
        *("1" * 5_000, "1," * 2_000, "€" * 5_000),
    ],
)
def test_what_is_no_price_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Invalid):
        _ = read_price(text, EURO)


@pytest.mark.parametrize(
    ("field", "heads"),
    {
        "name": [
            "Name",
            " NAME",
            "Product",
            "Bezeichnung",
            "Gericht",
            "Artikel",
            "Nombre",
            "Artículo",
            "Nom",
            "Désignation",
            "Product Name",
            "Item name",
            "Menu item",
            "Dish name",
            "Nom du produit",
            "Nombre del producto",
            "Artikelname",
            "Artikelbezeichnung",
        ],
        "price": [
            "Price",
            "Price (EUR)",
            "Preis in €",
            "Preis in EUR",
            "Unit price",
            "PRECIO",
            "Prix",
            "Prix unitaire",
            "Prix TTC",
            "Preis brutto",
            "Bruttopreis",
            "Preis inkl. MwSt.",
            "Price incl. VAT",
            "Preis in Euro",
            "Selling price",
            "VK",
        ],
        "category": ["Category", "Kategorie", "Warengruppe", "Categoría", "Catégorie"],
        "station": ["Station", "Estación", "Poste"],
        "tax": ["Tax", "VAT", "MwSt.", "USt", "Steuersatz", "Impuesto", "IVA", "TVA", "Taxe"],
        "stock": ["Stock", "Bestand", "Existencias", "En stock"],
        "available": ["Available", "Verfügbar", "Verfu\u0308gbar", "Disponible", "Aktiv"],
        "unavailable": [
            *("Sold out", "sold-out", "Unavailable", "Ausverkauft", "Nicht verfügbar", "Agotado", "No disponible"),
            *("Épuisé", "Indisponible", "En rupture de stock"),
        ],
        "": ["", "SKU", "Beschreibung", "Allergens", "€", "1", "namen und mehr"],
    }.items(),
)
def test_columns_are_known_in_four_languages(field: str, heads: list[str]) -> None:
    assert {head: field_called(head) for head in heads} == dict.fromkeys(heads, field)


def test_columns_are_found_in_any_order_and_one_has_to_be_the_names() -> None:
    assert fields_of_columns(["Preis", "Code", "Name"]) == {"price": 0, "name": 2}
    with pytest.raises(MenuWithoutNames):
        _ = fields_of_columns(["Preis", "Code"])
    with pytest.raises(ColumnNamedTwice, match="Preis, Price"):
        _ = fields_of_columns(["Name", "Preis", "Price"])
    assert fields_of_columns(["Agotado", "Nombre"]) == {"unavailable": 0, "name": 1}
    with pytest.raises(ColumnNamedTwice, match="Agotado, Disponible"):
        _ = fields_of_columns(["Nombre", "Agotado", "Disponible"])


def test_yes_no_and_numbers_are_read() -> None:
    assert [read_flag(each) for each in ("Yes", "ja", "SÍ", "oui", "1", "x", "TRUE")] == [True] * 7
    assert [read_flag(each) for each in ("No", "nein", "non", "0", "falso")] == [False] * 5
    assert [read_stock(each) for each in ("0", "12")] == [0, 12]
    for read, wrong in ((read_flag, "maybe"), (read_stock, "-1"), (read_stock, "1.5"), (read_stock, "9" * 10)):
        with pytest.raises(Invalid):
            _ = read(wrong)


@pytest.mark.parametrize("text", ["1000001", "99999999", "9" * 5_000])
def test_a_stock_that_is_too_high_is_told_what_is_the_highest(text: str) -> None:
    with pytest.raises(InvalidStock, match="A stock is a whole number from 0 to 1000000"):
        _ = read_stock(text)
    assert read_stock("0" * 20 + "1000000") == 1_000_000
