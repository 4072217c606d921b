"""What is ordered: the same three-line orders, waiters and products for everybody who is measured."""

import http.client
import json

WAITERS = 20
PRODUCTS = 200
_BODIES_A_WAITER = 50
_LINES = 3
_SEED_LINES = 50
SEED_ORDERS = PRODUCTS // _SEED_LINES


def seed(port: int) -> list[str]:
    """Register the waiters, have every product join the catalogue, and return the waiters' tokens."""
    tokens = [_token(port, number) for number in range(WAITERS)]
    for first in range(0, PRODUCTS, _SEED_LINES):
        names = range(first, first + _SEED_LINES)
        _ = _post(port, "/api/orders", {"customer_name": "Seed", "products": [_line(n, 1) for n in names]}, tokens[0])
    return tokens


def requests(port: int, tokens: list[str]) -> list[tuple[str, str]]:
    """Return ready-made requests, each as what stands before its Idempotency-Key and what stands after."""
    return [request_for(port, tokens[n % WAITERS], n) for n in range(_BODIES_A_WAITER * WAITERS)]


def request_for(port: int, token: str, number: int, products: int = PRODUCTS) -> tuple[str, str]:
    """Return the ready-made request of this number: three of so many products, each known by now."""
    # 17, 31 and 7 walk through all products without an order naming one twice.
    lines = [_line((number * 17 + 31 * n) % products, 1 + (number + n) % 7) for n in range(_LINES)]
    return _ready_made(port, token, "/api/orders", {"customer_name": f"Table {number % 40}", "products": lines})


def courses(port: int, token: str) -> list[tuple[str, str]]:
    """Return what follows on the way to a closed order: two lines more, start, ready, serve, close. See `Load.then`."""
    more = {"products": [_line(PRODUCTS - 1, 1), _line(PRODUCTS - 2, 2)]}
    steps = [
        ("/api/orders/{order}/lines", more),
        ("/api/kitchen/tickets/{ticket}/start", {}),
        ("/api/kitchen/tickets/{ticket}/ready", {}),
        ("/api/orders/{order}/serve", {}),
        ("/api/orders/{order}/close", {}),
    ]
    return [_ready_made(port, token, path, body) for path, body in steps]


def _ready_made(port: int, token: str, path: str, content: object) -> tuple[str, str]:
    body = json.dumps(content)
    before = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: "
    )
    return before, f"\r\n\r\n{body}"


def _line(product: int, quantity: int) -> dict[str, object]:
    return {"name": f"Product {product}", "price": 5.25 + product % 20, "quantity": quantity}


def manager(port: int) -> str:
    """Register a manager, and return a token."""
    return _signed_in(port, "manager@example.com", "manager")


def _token(port: int, number: int) -> str:
    return _signed_in(port, f"waiter{number}@example.com", "waiter")


def _signed_in(port: int, email: str, role: str) -> str:
    _ = _post(port, "/api/users", {"email": email, "name": email, "role": role})
    return _post(port, "/api/auth/login", {"email": email})["access_token"]


def _post(port: int, path: str, body: object, token: str = "") -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status not in {http.client.OK, http.client.CREATED}:
        raise RuntimeError(f"{path} answered {answer.status}: {said[:500]!r}")
    return json.loads(said)
