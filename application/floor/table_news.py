"""What is told of tables."""

from datetime import datetime
from uuid import UUID

from application.kernel.events import EventType, News
from domain.floor.table import Table
from domain.kernel.ids import WaiterId


def table_news(news_id: UUID, table: Table, *, at: datetime, actor: WaiterId, removed: bool = False) -> News:
    """Return how the table is from now on, under the names that answers have for it; or that it was removed so."""
    return News(
        id=news_id,
        type=EventType.TABLE_CHANGED,
        at=at,
        actor=actor,
        about=table.id,
        version=table.version + 1 if removed else table.version,
        table=table.id,
        data={
            "table": {
                "id": table.id,
                "name": str(table.name),
                "section": table.section,
                "seats": table.seats,
                "open": table.is_open and not removed,
            },
            "removed": removed,
        },
    )
