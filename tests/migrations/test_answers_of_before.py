"""Answers kept by the version before: sent again after the upgrade, the same requests get the same, and what is new."""

import asyncio
import json
import re
from typing import Final

import pytest

from adapters.postgres.kernel.migrations import upgrade
from entrypoints.http.kernel.fingerprints import fingerprint
from entrypoints.http.kernel.json_request import read_json
from entrypoints.settings import Settings
from tests.database import ask
from tests.http.api import SECRET, serving

ORDER: Final = '{"customer_name": "Zoé", "products": [{"name": "Tea", "price": %s, "quantity": 2}]}'
PRODUCT: Final = '{"name": "Cake", "price": %s, "available": false}'
USER: Final = '{"email": "bo@example.com", "name": "Bo", "role": "manager"}'
BEFORE: Final = """
    INSERT INTO restaurants VALUES ('#1', 'Trattoria', '{currency}', 'UTC', '04:00');
    INSERT INTO users VALUES ('#1', '#2', 'ann@example.com', 'Ann', 'waiter', true, now(), 1, 1);
    INSERT INTO products VALUES ('#1', '#3', 'Tea', 1, true, now(), 1);
    INSERT INTO orders VALUES
        ('#1', '#5', '#2', 'Zoe, tidied', {minor} * 3, '2026-02-01', '2026-02-01 12:00:00.5Z', 12);
    INSERT INTO order_products VALUES
        ('#1', '#5', 1, '#7', '#3', 'Tea', 1, {minor}),
        ('#1', '#5', 0, '#6', '#3', 'Tea', 2, {minor})
"""
LINE: Final = (
    '{"id":"#%d","product_id":"#3","product_name":"Tea","quantity":%d,"unit_price":%s,"total_price":%s,'
    '"created_at":"2026-02-01T12:00:00.500000Z"}'
)
NEW: Final = {
    "number",
    "status",
    "table",
    "guests",
    "note",
    "closed_at",
    "received_at",
    "allowed_actions",
    "needs_approval",
    "voided",
    "round",
    "course",
    "seat",
} | {
    "station_id",
    "sent_at",
    "started_at",
    "ready_at",
    "served_at",
    "modifiers",
}
"""The keys that orders and lines have today, beside those they had."""
KEPT: Final = "INSERT INTO idempotency_keys VALUES ('#1', $1, $2, 'key', $3, 201, $4, now())"


def long(text: str) -> str:
    """Return the text with its ids as long as ids are."""
    return text.replace("#", "00000000-0000-0000-0000-00000000000")


def order_of(price: str, twice: str, thrice: str) -> str:
    """Return the answer to an order of two lines, two and one."""
    return (
        '{"message":"Order created successfully","order":{"id":"#5","user_id":"#2","customer_name":"Zoé",'
        f'"total_price":{thrice},"created_at":"2026-02-01T12:00:00.500000Z",'
        f'"products":[{LINE % (6, 2, price, twice)},{LINE % (7, 1, price, price)}]}}}}'
    )


def of_before(answer: str) -> str:
    """Return an answer without the keys that are new since, and all else to the byte."""
    digits = iter(re.findall(r'price":([0-9.]+)', answer))

    def known(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return {key: value for key, value in pairs if key not in NEW}

    kept = json.dumps(json.loads(answer, object_pairs_hook=known), separators=(",", ":"), ensure_ascii=False)
    return re.sub(r'(?<=price":)[0-9.]+', lambda _: next(digits), kept)


@pytest.mark.parametrize(
    ("currency", "minor", "price", "twice", "thrice"),
    [
        ("USD", 250, "2.50", "5.00", "7.50"),
        ("JPY", 7, "7", "14", "21"),
        ("KWD", 2_505, "2.505", "5.010", "7.515"),
        ("CLF", 12_345, "1.2345", "2.4690", "3.7035"),
    ],
)
def test_they_come_back_byte_for_byte(
    bare_database: str, currency: str, minor: int, price: str, twice: str, thrice: str
) -> None:
    product = f'"id":"#3","name":"Cake","price":{price},"available":false,"created_at":"2026-02-01T12:00:00.000001Z"'
    user = '"id":"#9","email":"bo@example.com","name":"Bo","created_at":"2026-02-01T12:00:00Z","role":"manager"'
    sent = {
        "orders": (ORDER % price, order_of(price, twice, thrice)),
        "products": (PRODUCT % price, f'{{"message":"Product created successfully","product":{{{product}}}}}'),
        "users": (USER, f'{{"message":"User created successfully","user":{{{user},"active":true}}}}'),
    }

    async def fill() -> None:
        for statement in BEFORE.format(currency=currency, minor=minor).split(";"):
            _ = await ask(bare_database, long(statement))
        for name, (body, answer) in sent.items():
            route, who = f"POST /api/{name}", "#0" if name == "users" else "#2"
            mark = fingerprint(route, read_json(body.encode()))
            _ = await ask(bare_database, long(KEPT), long(who), route, mark, long(answer).encode())

    upgrade(bare_database, "5b1e7d24c9a6")
    asyncio.run(fill())
    upgrade(bare_database)

    settings = Settings(
        app_env="development", storage="postgres", database_url=bare_database, jwt_secret_key=SECRET, log_level="error"
    )
    with serving(settings) as api:
        ann = api.sign_in("ann@example.com")
        for name, (body, answer) in sent.items():
            headers = [("Idempotency-Key", "key")]
            if name != "users":
                headers.append(("Authorization", f"Bearer {ann.token}"))
            again = ann.send("POST", f"/api/{name}", body=body, headers=headers)
            assert (again.status_code, of_before(again.text)) == (201, long(answer))
            assert again.headers["Idempotent-Replayed"] == "true"
    assert asyncio.run(ask(bare_database, "SELECT count(*) FROM orders")) == [(1,)]
