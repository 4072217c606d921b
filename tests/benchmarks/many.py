"""Many restaurants in one database: opened with their people and products, and given the same year as the first."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from adapters.postgres.restaurant.belongings import belongings, restaurant_of
from adapters.security.tokens import SignedTokens
from adapters.system.clock import SystemClock
from adapters.system.ids import TimeOrderedIds
from domain.access.session import SessionId
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.names import Name
from domain.people.email import Email
from domain.people.waiter import Waiter
from tests.benchmarks.orders import request_for

PRODUCTS = 5_000
WAITERS = 200
_REQUESTS = 5_000
# Restaurants like the one there is, of other ids, names and slugs: whatever columns there are.
_OPEN = """
    INSERT INTO restaurants
    SELECT (jsonb_populate_record(one, jsonb_build_object(
        'id', uuidv7(), 'name', 'Restaurant ' || n, 'slug', 'restaurant-' || n))).*
    FROM restaurants AS one, generate_series(2, {count}) AS n
"""
# Waiters and products are called alike everywhere; where there are fewer waiters than restaurants, each is in several.
_FILL = """
    CREATE TEMPORARY TABLE numbered AS
    SELECT id, currency, row_number() OVER (ORDER BY id) - 1 AS number FROM restaurants;
    INSERT INTO users (restaurant_id, id, email, name, role, active, created_at, version, token_version)
    SELECT numbered.id, lpad(to_hex(waiter), 32, '0')::uuid, 'waiter' || waiter || '@example.com', 'Waiter ' || waiter,
           'waiter', true, now(), 1, 1
    FROM numbered, generate_series(0, {waiters} - 1) AS n,
         LATERAL (SELECT (number * {waiters} + n) % {people}) AS of (waiter);
    INSERT INTO products (restaurant_id, id, name, price, available, created_at, version, currency)
    SELECT id, uuidv7(), 'Product ' || n, 525 + n % 20 * 100, true, now(), 1, currency
    FROM numbered, generate_series(0, {products} - 1) AS n;
    INSERT INTO product_counts (restaurant_id, products) SELECT id, {products} FROM numbered
    ON CONFLICT (restaurant_id) DO UPDATE SET products = excluded.products;
"""


def open_restaurants(ask: Callable[[str], str], count: int) -> None:
    """Open so many in all, with all waiters and products shared out among them."""
    if count > 1:
        _ = ask(_OPEN.format(count=count))
    each = {"waiters": max(WAITERS // count, 1), "people": WAITERS, "products": PRODUCTS // count}
    _ = ask(_FILL.format(**each))
    _ = ask("VACUUM ANALYZE")


def orders_for_all(ask: Callable[[str], str], port: int, secret: str) -> list[tuple[str, str]]:
    """Return ready-made orders: one after the other for each restaurant, by each of its waiters in turn."""
    people = [row.split("|") for row in ask("SELECT restaurant_id, id FROM users ORDER BY id, restaurant_id").split()]
    restaurants = len({restaurant for restaurant, _ in people})
    tokens = [_token(RestaurantId(UUID(restaurant)), WaiterId(UUID(waiter)), secret) for restaurant, waiter in people]
    numbers = range(max(_REQUESTS, len(tokens)))
    return [request_for(port, tokens[n % len(tokens)], n, PRODUCTS // restaurants) for n in numbers]


def _token(restaurant: RestaurantId, waiter: WaiterId, secret: str) -> str:
    clock, ids = SystemClock(), TimeOrderedIds()
    tokens = SignedTokens(secrets=[secret], lifetime=timedelta(days=1), restaurant=restaurant, clock=clock, ids=ids)
    known = Waiter(id=waiter, email=Email("a@example.com"), name=Name("A"), registered_at=clock.now())
    return tokens.issue(known, SessionId(ids.new()))


def year_for_all(ask: Callable[[str], str], count: int) -> None:
    """Open so many in all, and give each what the first one has; rows of all lie among each other, as they come in."""
    _ = ask(_OPEN.format(count=count))
    # Copies hold what holds of the first: neither foreign keys nor the audit's trigger have to look at each row.
    _ = ask("SET session_replication_role = replica;" + ";".join(_copies()))
    _ = ask("VACUUM ANALYZE")


def _copies() -> Iterator[str]:
    for table in islice(belongings(), 1, None):
        whose = restaurant_of(table).name
        others = ", ".join(each.name for each in table.c if each.name != whose)
        order = ", ".join(each.name for each in table.primary_key)
        yield f"""
            CREATE TEMPORARY TABLE of_one AS SELECT * FROM {table.name} ORDER BY {order};
            DELETE FROM {table.name};
            INSERT INTO {table.name} ({whose}, {others})
            SELECT unnest(ids), {others} FROM of_one, (SELECT array_agg(id) AS ids FROM restaurants) AS every;
            DROP TABLE of_one
        """  # noqa: S608 - names of the metadata
