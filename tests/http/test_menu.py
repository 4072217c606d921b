"""Importing a menu over HTTP: files as spreadsheets write them, what each row comes to, and all of it or nothing."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.catalogue.menu import MOST_MENU_ROWS
from entrypoints.http.kernel.json_request import LARGEST_MENU
from tests.http.api import Api, Json, Session, refused
from tests.http.test_events import number

PATH = "/api/products/import"
MENU = (
    'Name;Preis;Kategorie;Bestand\r\nEspresso;2,50;Kaffee;\r\n"Crêpe ""Suzette""; warm";"€ 1.234,50";Dessert 🍰;3\r\n'
)


def send(
    session: Session, content: str | bytes, *, preview: bool = False, key: str = "", headers: Json | None = None
) -> Any:  # noqa: ANN401 - an answer
    body = content.encode() if isinstance(content, str) else content
    keyed = {"Idempotency-Key": key} if key else {}
    path = f"{PATH}?preview=true" if preview else PATH
    return session.call("POST", path, body=body, headers={"Content-Type": "text/csv", **keyed, **(headers or {})})


def done(session: Session, content: str | bytes, *, preview: bool = False) -> Json:
    answer = send(session, content, preview=preview)
    assert answer.status_code == 200, answer.text
    return answer.json()


def catalogue(session: Session) -> list[tuple[Any, ...]]:
    found = session.get("/api/products?per_page=100").json()["products"]
    return [(each["name"], each["price"], each.get("category"), each.get("stock")) for each in found]


def in_category(name: str) -> Json:
    return {"field": "category", "before": None, "after": name}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_menu_is_imported_in_whatever_encoding_it_comes(manager: Session, encoding: str) -> None:
    answer = done(manager, MENU.encode(encoding))

    assert answer == {
        "preview": False,
        "counts": {"made": 2, "changed": 0, "skipped": 0, "error": 0},
        "ignored_columns": [],
        "rows": [
            {"line": 2, "name": "Espresso", "price": 2.5, "done": "made", "changes": [in_category("Kaffee")]},
            {
                "line": 3,
                "name": 'Crêpe "Suzette"; warm',
                "price": 1234.5,
                "done": "made",
                "changes": [in_category("Dessert 🍰"), {"field": "stock", "before": None, "after": 3}],
            },
        ],
    }
    assert catalogue(manager) == [('Crêpe "Suzette"; warm', 1234.5, "Dessert 🍰", 3), ("Espresso", 2.5, "Kaffee", None)]


@pytest.mark.parametrize(
    "content",
    [
        "name,price\nCafé,8.50\nTea,1\n".encode("cp1252"),
        "price\tNAME\r8,50\tCafé\r1\tTea\r",
        'sep=,\r\n"Prix","Nom"\r\n"8,50","Café"\r\n"1","Tea"',
        "\ufeff\n\nNombre;Código;Precio\n Café ;x;8,50 €\n;;\nTea;;1\n;;;;\n\n\n",
        'Name;Price;Description\nCafé;8,50;"two\nlines"\nTea;1;\n',
        gzip.compress("name;price\nCafe\u0301;8.50\nTea;1\n".encode(), mtime=0),
    ],
)
def test_menus_are_read_as_spreadsheets_write_them(manager: Session, content: str | bytes) -> None:
    headers = {"Content-Encoding": "gzip"} if isinstance(content, bytes) and content.startswith(b"\x1f") else {}
    answer = send(manager, content, headers=headers)
    assert (answer.status_code, answer.json()["counts"]["made"]) == (200, 2), answer.text
    assert catalogue(manager) == [("Café", 8.5, None, None), ("Tea", 1, None, None)]


def test_lines_are_those_of_the_file(manager: Session) -> None:
    content = 'sep=;\nName;Price;Note\n"Tea";1;"one\ntwo"\n;;\nCake;x;\n'
    rows = done(manager, content, preview=True)["rows"]
    assert [(each["line"], each["done"]) for each in rows] == [(3, "made"), (5, "skipped"), (6, "error")]


def test_a_preview_says_what_would_be_done_and_then_it_is(api: Api, manager: Session) -> None:
    bar = manager.post("/api/stations", {"name": "Bar"}).json()["station"]["id"]
    tax = {"category": "Drinks", "name": "VAT", "percent": 7, "included": True}
    assert manager.post("/api/taxes", tax).status_code == 201
    for name in ("Tea", "Milk"):
        assert manager.post("/api/products", {"name": name, "price": 2, "category": "Hot"}).status_code == 201
    content = (
        "name,price,station,tax,available\ntea,2.20,bar,DRINKS,no\nMilk,2,,,\nPie,3,,,yes\nPIE,4,,,\n,,,,\nJam,1,,,\n"
    )

    preview = done(manager, content, preview=True)

    assert [each["name"] for each in manager.get("/api/products").json()["products"]] == ["Milk", "Tea"]
    assert done(manager, content) == preview | {"preview": False}
    assert preview["counts"] == {"made": 2, "changed": 1, "skipped": 3, "error": 0}
    assert preview["rows"][0] == {
        "line": 2,
        "name": "tea",
        "price": 2.2,
        "done": "changed",
        "changes": [
            {"field": "price", "before": 2, "after": 2.2},
            {"field": "station", "before": None, "after": "Bar"},
            {"field": "tax", "before": None, "after": "Drinks"},
            {"field": "available", "before": True, "after": False},
        ],
    }
    assert [each.get("why") for each in preview["rows"][1:]] == [
        "Unchanged",
        None,
        "The same product as on line 4",
        "Empty",
        None,
    ]
    tea = manager.get("/api/products?name=tea").json()["products"][0]
    assert (tea["name"], tea["price"], tea["station"], tea["tax"], tea["available"], tea["category"]) == (
        *("Tea", 2.2, bar, "Drinks", False),
        "Hot",
    )
    number(api)
    told = manager.get("/api/events?after=0&types=product.unavailable").json()["events"]
    assert [each["data"]["product"]["name"] for each in told] == ["Tea"]
    noted = [each for each in manager.get("/api/audit").json()["entries"] if each["happening"] == "price_changed"]
    assert [(each["subject"], each["details"]) for each in noted] == [(tea["id"], {"from": "200", "to": "220"})]
    assert done(manager, content)["counts"] == {"made": 0, "changed": 0, "skipped": 6, "error": 0}


def test_with_a_row_that_cannot_be_nothing_is_imported_and_each_is_told(manager: Session) -> None:
    content = 'name;price;stock;station\nTea;1;2;\nPie;;;\n;3;;\nJam;2,505;x;Roof\nRum;1;;;more\n"Gin"s;1\nAle;1\n'
    problem = refused(send(manager, content), 400, "menu-refused", "Nothing was imported: some rows cannot be")
    assert [(each["pointer"], each["message"][:24]) for each in problem["errors"]] == [
        ("/3/price", "A new product needs a pr"),
        ("/4/name", "A product needs a name"),
        ("/5/price", "This may be thousands or"),
        ("/5/stock", "A stock is a whole numbe"),
        ("/5/station", "There is no station call"),
        ("/6/row", "There are more cells in "),
        ("/7/row", "This is not written as r"),
    ]
    assert catalogue(manager) == []
    preview = done(manager, content, preview=True)
    assert preview["counts"] == {"made": 1, "changed": 0, "skipped": 0, "error": 5}
    assert [each for row in preview["rows"] for each in row.get("errors", [])] == problem["errors"]


def test_decimal_commas_that_cut_a_price_are_seen(manager: Session) -> None:
    content = 'Name,Price,Category,Stock\nEspresso,2,50,\nTea,€ 3,5,\nPie,"3,20",Cake,4\nJam,3,,12\nBun,3.20,24,\n'
    rows = done(manager, content, preview=True)["rows"]
    assert [each["done"] for each in rows] == ["error", "error", "made", "made", "made"]
    assert rows[0]["errors"][0]["pointer"] == "/2/price"
    assert done(manager, "Name,Price,Stock\nTea,3,20\n", preview=True)["counts"]["made"] == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"x" * 140_000 + b"\nTea;2\n", "menu-without-names"),
        (b'"' + b"x" * 140_000 + b'"\nTea;2\n', "menu-without-names"),
        (b"", "menu-without-names"),
        (b"\r\n\r\n", "menu-without-names"),
        (b"Tea;1\nCake;2\n", "menu-without-names"),
        (b"name;price;Preis\nTea;1;2\n", "column-named-twice"),
        (b"\xff\xfen\x00a\x00m", "menu-not-text"),
        (b"name\n\x81\x8d", "menu-not-text"),
        (b"name;price\n" + b"Tea;1\n" * (MOST_MENU_ROWS + 1), "too-many-menu-rows"),
        (b"name;price\n" + b"\n" * MOST_MENU_ROWS + b"Tea;1\n", "too-many-menu-rows"),
    ],
)
def test_a_file_that_is_no_menu_is_refused(manager: Session, content: bytes, kind: str) -> None:
    for preview in (True, False):
        _ = refused(send(manager, content, preview=preview), 400, kind)
    assert catalogue(manager) == []


def test_empty_rows_at_the_end_are_not_counted(manager: Session) -> None:
    assert done(manager, "name;price\nTea;1\n" + ";\n" * 9_000)["counts"]["made"] == 1


def test_a_menu_is_csv_and_no_larger_than_its_bound(manager: Session) -> None:
    answer = send(manager, MENU, headers={"Content-Type": "application/json"})
    _ = refused(answer, 415, "unsupported-menu", "Send the menu as text/csv")
    assert answer.headers["Accept-Post"] == "text/csv"
    _ = refused(send(manager, b"n" * (LARGEST_MENU + 1)), 413, "request-entity-too-large")


def test_a_menu_sent_again_is_imported_once_and_has_the_same_answer(manager: Session) -> None:
    first, again = (send(manager, MENU, key="menu-1") for _ in range(2))
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")
    assert again.json()["counts"]["made"] == 2
    _ = refused(send(manager, MENU.replace("2,50", "2,60"), key="menu-1"), 422, "idempotency-key-reused")
    preview = send(manager, MENU, key="menu-1", preview=True)
    assert ("Idempotent-Replayed" in preview.headers, preview.json()["counts"]["skipped"]) == (False, 2)
    changed = send(manager, MENU.replace("2,50", "2,60"), key="menu-2")
    assert changed.json()["rows"][0]["changes"] == [{"field": "price", "before": 2.5, "after": 2.6}]
    assert send(manager, MENU.replace("2,50", "2,60"), key="menu-2").json() == changed.json()


def test_menus_imported_at_once_make_a_product_once_whatever_the_case(manager: Session) -> None:
    def imported(name: str) -> Json:
        dishes = "".join(f"{name} {number};1\n" for number in range(40))
        return done(manager, f"name;price\n{dishes}")["counts"]

    with ThreadPoolExecutor(4) as threads:
        counts = [*threads.map(imported, ["Soup", "SOUP", "soup", "sOUP"])]
    assert sorted((each["made"], each["skipped"]) for each in counts) == [(0, 40)] * 3 + [(40, 0)]
    assert manager.get("/api/products").json()["total"] == 40


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["Ü", "Käsespätzle mit Röstzwiebeln", "寿司"])
def test_utf_16_is_known_without_a_byte_order_mark(manager: Session, name: str, encoding: str) -> None:
    _ = done(manager, f"Name;Verfügbar;Preis\r\n{name};ja;12,50\r\n".encode(encoding))
    assert catalogue(manager) == [(name, 12.5, None, None)]


def test_columns_that_are_not_read_are_told_as_they_stand_in_the_file(manager: Session) -> None:
    content = f"Name; Allergens ;Price;;Photo (URL);{'x' * 300}\nTea;nuts;2;;http://x;\n"
    for preview in (True, False):
        assert done(manager, content, preview=preview)["ignored_columns"] == ["Allergens", "Photo (URL)", "x" * 120]
    assert done(manager, "Name;Price\n", preview=True) == {
        "preview": True,
        "counts": {"made": 0, "changed": 0, "skipped": 0, "error": 0},
        "ignored_columns": [],
        "rows": [],
    }


def test_what_is_sold_out_is_not_available(manager: Session) -> None:
    for name in ("Tea", "Milk", "Pie"):
        _ = manager.post("/api/products", {"name": name, "price": 2, "available": name != "Milk"})
    rows = done(manager, "Name;Ausverkauft\nTea;ja\nMilk;nein\nPie;\n")["rows"]
    assert [each.get("changes") for each in rows] == [
        [{"field": "available", "before": True, "after": False}],
        [{"field": "available", "before": False, "after": True}],
        None,
    ]
    (row,) = done(manager, "Name;Sold out\nTea;maybe\n", preview=True)["rows"]
    assert row["errors"] == [{"pointer": "/2/available", "message": "This is yes or no"}]
    _ = refused(send(manager, "Name;Available;Sold out\nTea;1;0\n"), 400, "column-named-twice")
