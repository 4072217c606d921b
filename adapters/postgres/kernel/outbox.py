"""The outbox, on PostgreSQL."""

from typing import Final

from adapters.postgres.kernel.changes import Writes
from adapters.postgres.kernel.rows import Values
from adapters.postgres.kernel.tables import events_to_number
from adapters.system.event_data import written
from application.kernel.events import News, Outbox
from application.kernel.unit_of_work import Change
from domain.kernel.ids import RestaurantId


class PostgresOutbox(Outbox):
    """Adds rows to the table `events_to_number`."""

    def __init__(self, restaurant: RestaurantId) -> None:
        self._restaurant: Final = restaurant

    def tell(self, *news: News) -> Change:
        return Writes({events_to_number: [self._row(each) for each in news]})

    def _row(self, news: News) -> Values:
        return {
            "restaurant_id": self._restaurant,
            "about_id": news.about,
            "about_version": news.version,
            "id": news.id,
            "type": news.type,
            "at": news.at,
            "actor_id": news.actor,
            "user_id": news.waiter,
            "former_user_id": news.former_waiter,
            "table_id": news.table,
            "station_ids": [*news.stations] or None,
            "data": written(news.data),
            "former_table_id": news.former_table,
        }
