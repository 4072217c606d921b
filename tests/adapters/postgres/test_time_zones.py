"""The zones that a restaurant may be in are the same to PostgreSQL; and a restaurant in another one goes on."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from domain.kernel.ids import RestaurantId
from domain.kernel.names import Name
from domain.restaurant.time_zone import UnknownTimeZone, time_zone_named
from tests.contracts.things import new_id
from tests.contracts.worlds import OnPostgres, a_restaurant
from tests.database import ask

MOMENTS = [datetime(2022, month, 1, 12, tzinfo=UTC) for month in (1, 7)]
THERE = """
    SELECT name, moment AT TIME ZONE name FROM unnest($1::text[]) name, unnest($2::timestamptz[]) moment
    ORDER BY name, moment
"""


def is_one(name: str) -> bool:
    try:
        return bool(time_zone_named(name))
    except UnknownTimeZone:
        return False


async def test_clocks_show_the_same_there(clean_database: str) -> None:
    there = defaultdict[str, list[datetime]](list)
    for name, shown in await ask(clean_database, THERE, list(filter(is_one, available_timezones())), MOMENTS):
        there[name].append(shown)
    assert len(there) > 500
    here = {name: [each.astimezone(ZoneInfo(name)).replace(tzinfo=None) for each in MOMENTS] for name in there}
    assert there == here


async def test_a_restaurant_of_before_keeps_its_zone_until_another_is_chosen(clean_database: str) -> None:
    world = OnPostgres(clean_database)
    try:
        before = replace(a_restaurant(RestaurantId(new_id())), time_zone=ZoneInfo("Factory"))
        room = world.room()
        await room.work.commit(None, room.restaurants.add(before), room.restaurants.follow_settings(before.id, before))
        assert await room.restaurants.first() == before
        after = before.changed(name=Name("Bistro"))
        await room.work.commit(None, room.restaurants.change(after))
        restaurant, followed = await room.restaurants.first_and_followed()
        assert restaurant == after
        assert followed is not None
        assert followed.time_zone.key == "Factory"
    finally:
        await world.close()
