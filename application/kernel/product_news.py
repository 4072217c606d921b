"""What is told of a product that can be ordered from now on, or can not."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.kernel.events import EventType, News
from domain.kernel.ids import ProductId, StationId, WaiterId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name


class Offered(Protocol):
    """A product, as whoever changes whether it can be ordered knows it."""

    @property
    def id(self) -> ProductId: ...
    @property
    def version(self) -> int: ...
    @property
    def name(self) -> Name: ...
    @property
    def price(self) -> Price: ...
    @property
    def station(self) -> StationId | None: ...
    @property
    def stock(self) -> int | None: ...
    @property
    def can_be_ordered(self) -> bool: ...


def availability_news(
    news_id: UUID, product: Offered, currency: Currency, *, at: datetime, actor: WaiterId | None
) -> News:
    """Return that the product can be ordered from now on, or can not."""
    return News(
        id=news_id,
        type=EventType.PRODUCT_AVAILABLE if product.can_be_ordered else EventType.PRODUCT_UNAVAILABLE,
        at=at,
        actor=actor,
        about=product.id,
        version=product.version,
        data={
            "product": {
                "id": product.id,
                "name": product.name,
                "price": currency.amount(product.price),
                "available": product.can_be_ordered,
                "station": product.station,
                "stock": product.stock,
            }
        },
    )
