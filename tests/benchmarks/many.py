"""Many restaurants in one database: opened with their people and products, and given the same year as the first."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from adapters.postgres.reporting.tables import EVERYBODY
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

# When each order came, and each row of sums: with the first order that it counts. Everybody's sums of a month
# by product are stored once more, together, when the next one begins.
_TIMES = f"""
    CREATE TEMPORARY TABLE ordered AS SELECT id AS order_id, created_at AS came_at FROM orders;
    CREATE TEMPORARY TABLE first_counted AS
    SELECT who.user_id, what.span, what.starts_on, product_id, local_hour, CASE
        WHEN product_id IS NULL OR who.user_id <> '{EVERYBODY}' OR what.span = 'day'
            OR what.starts_on = (SELECT date_trunc('month', max(business_date)) FROM orders) THEN min(created_at)
        ELSE what.starts_on + INTERVAL '1 month' END AS came_at
    FROM orders JOIN order_products ON order_id = orders.id,
        LATERAL (VALUES (orders.user_id), ('{EVERYBODY}')) AS who (user_id),
        LATERAL (VALUES ('day', business_date), ('month', date_trunc('month', business_date)::date))
            AS what (span, starts_on)
    GROUP BY GROUPING SETS ((1, 2, 3, 4), (1, 2, 3, 5));
"""  # noqa: S608 - our own id
_WITH_ORDER = {
    "orders": "JOIN ordered ON order_id = id",
    "order_products": "JOIN ordered USING (order_id)",
    "sales_by_product": "JOIN first_counted USING (user_id, span, starts_on, product_id)",
    "sales_by_hour": "JOIN first_counted USING (user_id, span, starts_on, local_hour)",
}
"""How a row finds the time that it came at."""


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
    """Open so many in all, and give each what the first one has; its rows lie among the others' as they come in.

    Restaurants bring what they have at their opening together, then in turns an order each: its lines, and the sums
    that it is the first to be counted in, whose rows are new.
    """
    _ = ask(_OPEN.format(count=count))
    # Copies hold what holds of the first: neither foreign keys nor the audit's trigger have to look at each row.
    _ = ask("SET session_replication_role = replica;" + _TIMES + ";".join(_copies()))
    _ = ask("VACUUM ANALYZE")


def _copies() -> Iterator[str]:
    for table in islice(belongings(), 1, None):
        whose = restaurant_of(table).name
        names = [each.name for each in table.c if each.name != whose]
        others, of_row = ", ".join(names), ", ".join(f"(every.row).{each}" for each in names)
        key = ", ".join(each.name for each in table.primary_key)
        with_order = _WITH_ORDER.get(table.name, "CROSS JOIN (SELECT now()) AS opening (came_at)")
        yield f"""
            CREATE TEMPORARY TABLE of_one AS SELECT {table.name}.*, came_at FROM {table.name} {with_order};
            DELETE FROM {table.name};
            DO $$ DECLARE came record; BEGIN
                FOR came IN
                    SELECT array_agg(of_one ORDER BY {key}) AS rows FROM of_one GROUP BY came_at ORDER BY came_at
                LOOP
                    INSERT INTO {table.name} ({whose}, {others}) SELECT id, {of_row}
                    FROM (SELECT id, unnest(came.rows) AS row FROM restaurants) AS every;
                END LOOP;
            END $$;
            DROP TABLE of_one
        """  # noqa: S608 - names of the metadata
