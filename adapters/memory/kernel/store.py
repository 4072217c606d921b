"""Where everything in memory is kept."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from application.kernel.answers import Answer, RequestKey
from domain.catalogue.product import Product
from domain.kernel.ids import OrderId, ProductId, RestaurantId, WaiterId
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from domain.staff.session import SessionId
from domain.staff.waiter import Waiter


@dataclass(slots=True)
class Shelf:
    """What one restaurant owns, by id, and the ids by what must be unique."""

    waiters: dict[WaiterId, Waiter] = field(default_factory=dict[WaiterId, Waiter])
    waiters_by_email: dict[str, WaiterId] = field(default_factory=dict[str, WaiterId])
    products: dict[ProductId, Product] = field(default_factory=dict[ProductId, Product])
    products_by_name: dict[str, ProductId] = field(default_factory=dict[str, ProductId])
    orders: dict[OrderId, Order] = field(default_factory=dict[OrderId, Order])
    ended_sessions: dict[SessionId, datetime] = field(default_factory=dict[SessionId, datetime])
    answers: dict[RequestKey, Answer] = field(default_factory=dict[RequestKey, Answer])


@dataclass(slots=True)
class MemoryStore:
    """Every restaurant's shelf."""

    restaurants: dict[RestaurantId, Restaurant] = field(default_factory=dict[RestaurantId, Restaurant])
    shelves: defaultdict[RestaurantId, Shelf] = field(default_factory=lambda: defaultdict[RestaurantId, Shelf](Shelf))
