"""The main job, walked from outside: register, sign in, order, look, report; stop, start, and find it all."""

from pathlib import Path

from tests.e2e.program import Program, running

ORDER = {"customer_name": "Table 7", "products": [{"name": "Espresso", "price": 2.5, "quantity": 2}]}


def test_a_newcomer_takes_an_order_and_sees_it_in_the_report(program: Program) -> None:
    program.sign_in("main-job@example.com")
    client = program.client

    assert client.get("/api/auth/verify").json()["message"] == "Token is valid"
    placed = client.post("/api/orders", json=ORDER)
    assert placed.status_code == 201
    order = placed.json()["order"]
    assert client.get(f"/api/orders/{order['id']}").json() == {"order": order}
    del order["allowed_actions"], order["needs_approval"]
    assert client.get("/api/orders").json() == {"orders": [order], "total": 1, "pages": 1, "current_page": 1}
    report = client.get("/api/reports/products").json()["report"]
    assert report["products"] == [
        {"product_name": "Espresso", "total_quantity": 2, "total_price": 5, "discounts": 0, "refunds": 0, "net": 5}
    ]
    assert '"total_price":5.00' in placed.text
    assert client.get("/api/products?name=espresso").json()["total"] == 1


def test_the_reference_is_served(program: Program) -> None:
    assert program.client.get("/docs").status_code == 200
    assert program.client.get("/docs/files/swagger-ui-bundle.js").status_code == 200
    assert program.client.get("/openapi.json").json()["openapi"].startswith("3.1")


def test_ctrl_c_stops_it_and_the_next_start_finds_the_order(tmp_path: Path) -> None:
    with running(tmp_path / "data", tmp_path / "output") as first:
        first.sign_in("zoe@example.com")
        order = first.client.post("/api/orders", json=ORDER).json()["order"]
        token = first.client.headers["Authorization"]
        assert first.interrupt(within=10) == 0, first.output
        assert "Traceback" not in first.output

    with running(tmp_path / "data", tmp_path / "output") as second:
        # The development secret and the restaurant are the same, so the token still opens the door.
        second.client.headers["Authorization"] = token
        assert second.client.get(f"/api/orders/{order['id']}").json() == {"order": order}
        second.sign_in_again("zoe@example.com")
        assert second.client.get("/api/orders").json()["total"] == 1
        assert second.interrupt(within=10) == 0, second.output
        assert "Traceback" not in second.output
