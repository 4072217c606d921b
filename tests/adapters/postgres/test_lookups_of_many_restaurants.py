"""Look-ups of many restaurants whose people, products and keys are called alike: only what is wanted is read."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from adapters.postgres.kernel.answers import written
from adapters.postgres.kernel.session_settings import GENERIC_PLAN
from application.kernel.answers import Kept, Sent
from application.kernel.refresh_statistics import RefreshStatistics
from application.ordering.catalogue import Listed
from domain.access.session import SessionId
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.money import Price
from tests.adapters.postgres.plans import Watched
from tests.contracts.things import a_product, new_id
from tests.contracts.worlds import OnPostgres, a_restaurant
from tests.database import ask

MANY: Final = 64
RESTAURANTS: Final = [RestaurantId(new_id()) for _ in range(MANY)]
STAFF: Final = [WaiterId(new_id()) for _ in range(MANY)]
DISHES: Final = [a_product(f"Dish {number}") for number in range(MANY)]
MADE: Final = written(DISHES[0])
FILL: Final = f"""
    INSERT INTO users SELECT r.id, u.id, u.n || '@example.com', 'Ann', 'waiter', true, now(), 1, 1
        FROM restaurants r, unnest($1::uuid[]) WITH ORDINALITY AS u (id, n);
    INSERT INTO products SELECT r.id, p.id, 'Dish ' || p.n - 1, 100 * p.n, true, now(), 1, r.currency
        FROM restaurants r, unnest($1::uuid[]) WITH ORDINALITY AS p (id, n);
    INSERT INTO idempotency_keys (restaurant_id, user_id, route, key, fingerprint, made, created_at)
        SELECT r.id, u.id, 'POST /api/orders', 'key ' || u.n - 1, sha256(''), '{MADE}', now()
        FROM restaurants r, unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)
"""  # noqa: S608 - what is kept is our own


def a_key(number: int) -> Sent:
    return Sent(waiter=STAFF[number], route="POST /api/orders", key=f"key {number}", fingerprint=bytes(32))


async def look_up(world: OnPostgres, number: int) -> tuple[object, Kept | None, object]:
    """One restaurant's waiter comes with a key and a dish: each number is another's in every restaurant."""
    room = world.room(RESTAURANTS[number])
    waiter, kept, listed = await asyncio.gather(
        room.signed_in.find(STAFF[number], SessionId(new_id())),
        room.answers.find(a_key(number)),
        room.catalogue.look_up([DISHES[number].name]),
    )
    return waiter.id, kept, listed


def read(plan: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield for each scan of a plan its table, and how many rows of that were read."""
    if "Relation Name" in plan:
        rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        yield plan["Relation Name"], rows * plan["Actual Loops"]
    for part in plan.get("Plans", []):
        yield from read(part)


async def test_a_batch_of_64_restaurants_reads_only_what_is_wanted(clean_database: str) -> None:
    world = OnPostgres(clean_database)
    world.database = watched = Watched(clean_database)
    room = world.room()
    await room.work.commit(None, *(room.restaurants.add(a_restaurant(each)) for each in RESTAURANTS))
    for statement, ids in zip(FILL.split(";"), (STAFF, [dish.id for dish in DISHES], STAFF), strict=True):
        _ = await ask(clean_database, statement, ids)
    _ = await world.use(RefreshStatistics)()  # as the program does within a second of such a growth
    _ = await look_up(world, 0)
    await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
    watched.sent.clear()
    found = await asyncio.gather(*(look_up(world, number) for number in range(MANY)))
    await world.close()
    for number, (waiter, kept, listed) in enumerate(found):
        assert waiter == STAFF[number]
        assert kept is not None
        assert listed == {
            DISHES[number].name: Listed(DISHES[number].id, Price(100 * (number + 1)), DISHES[number].name)
        }
    counts = Counter[str]()
    more = "&" if "?" in clean_database else "?"
    as_batches_are = f"{clean_database}{more}enable_seqscan={GENERIC_PLAN['enable_seqscan']}"
    sent = [each for each in watched.sent if "unnest" in each.query or "ANY" in each.query]
    for each in sent:
        ((plan,),) = await ask(as_batches_are, f"EXPLAIN (ANALYZE, FORMAT JSON) {each.query}", *each.args)
        for table, rows in read(json.loads(plan)[0]["Plan"]):
            counts[table] += int(rows)
    assert len(sent) == 3  # 192 look-ups, 64 at a time
    tables = ("users", "restaurants", "products", "idempotency_keys")
    assert counts == {**dict.fromkeys(tables, MANY), "ended_sessions": 0, "day_heads": 0}, counts
