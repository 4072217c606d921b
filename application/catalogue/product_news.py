"""What is told of a product."""

from datetime import datetime
from uuid import UUID

from application.kernel.events import EventType, News
from domain.catalogue.product import Product
from domain.kernel.ids import WaiterId


def availability_news(news_id: UUID, product: Product, *, at: datetime, actor: WaiterId | None) -> News:
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
                "price": product.price,
                "available": product.can_be_ordered,
                "category": product.category,
                "station": product.station,
                "stock": product.stock,
                "created_at": product.added_at,
            }
        },
    )
