"""A small restaurant in memory, its clock standing still and its ids counted, and every use case on it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from adapters.memory.access.sessions import MemorySessions
from adapters.memory.access.signed_in import MemorySignedIn
from adapters.memory.catalogue.products import MemoryProducts
from adapters.memory.kernel.answers import MemoryAnswers
from adapters.memory.kernel.audit import MemoryAudit
from adapters.memory.kernel.store import MemoryStore, Shelf
from adapters.memory.kernel.unit_of_work import MemoryUnitOfWork
from adapters.memory.ordering.catalogue import MemoryCatalogue
from adapters.memory.ordering.orders import MemoryOrders
from adapters.memory.people.waiters import MemoryWaiters
from adapters.memory.reporting.order_counts import MemoryOrderCounts
from adapters.memory.reporting.product_counts import MemoryProductCounts
from adapters.memory.reporting.sales import MemorySales
from adapters.memory.restaurant.restaurants import MemoryRestaurants
from application.access.ports import Tokens
from application.access.sign_in import SignIn
from application.access.sign_out import SignOut
from application.access.sign_out_everywhere import SignOutEverywhere
from application.access.verify_token import VerifyToken
from application.catalogue.add_product import AddProduct
from application.catalogue.change_product import ChangeProduct
from application.catalogue.list_products import ListProducts
from application.catalogue.show_product import ShowProduct
from application.kernel.access import Rights
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from application.ordering.list_orders import ListOrders
from application.ordering.place_order import PlaceOrder
from application.ordering.show_order import ShowOrder
from application.people.change_user import ChangeUser
from application.people.list_users import ListUsers
from application.people.ports import EmailSyntax
from application.people.register_user import RegisterUser
from application.people.show_user import ShowUser
from application.reporting.product_sales_report import ProductSalesReport
from application.restaurant.open_restaurant import OpenRestaurant
from domain.access.session import SessionId
from domain.access.token import Claims, TokenInvalid
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name
from domain.ordering.order import Quantity, Wanted
from domain.people.email import Email, InvalidEmail
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Restaurant

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def wanted(name: str, price: int = 250, quantity: int = 1) -> Wanted:
    """Return one thing a customer wants."""
    return Wanted(name=Name(name), price=Price(price), quantity=Quantity(quantity))


@dataclass(slots=True)
class FixedClock(Clock):
    """Stands still, until somebody sets it."""

    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment


@dataclass(slots=True)
class CountedIds(Ids):
    """Counts from 1."""

    made: int = 0

    def new(self) -> UUID:
        self.made += 1
        return UUID(int=self.made)


class PlainEmails(EmailSyntax):
    """Knows an address by its @, and keeps its domain in lower case."""

    def check(self, email: str) -> Email:
        local, at, domain = email.strip().partition("@")
        if not (local and at and domain):
            raise InvalidEmail(field=("email",))
        return Email(f"{local}@{domain.lower()}")

    def read(self, email: str) -> str:
        return email.strip()


class PlainTokens(Tokens):
    """Writes what it claims on a slip of paper."""

    def issue(self, waiter: Waiter, session: SessionId) -> str:
        return f"{waiter.id} {session} {waiter.token_version}"

    def read(self, token: str) -> Claims:
        try:
            waiter, session, version = token.split(" ")
            return claims_of(WaiterId(UUID(waiter)), session=SessionId(UUID(session)), version=int(version))
        except ValueError:
            raise TokenInvalid from None


SESSION = SessionId(UUID(int=77))
BOSS = Caller(id=WaiterId(UUID(int=88)), role=Role.MANAGER)


def claims_of(waiter: WaiterId, *, session: SessionId = SESSION, version: int = 1) -> Claims:
    """Return what a token of this waiter claims."""
    return Claims(waiter, session, version, NOON + timedelta(hours=1))


@dataclass(slots=True)
class House:
    """One restaurant, and each use case on it."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FixedClock = field(default_factory=FixedClock)
    ids: CountedIds = field(default_factory=CountedIds)
    work: MemoryUnitOfWork = field(default_factory=MemoryUnitOfWork)
    rights: Rights = field(default_factory=lambda: Rights(everybody_is_trusted=True))
    restaurant: Restaurant = field(
        default_factory=lambda: Restaurant(
            id=RestaurantId(UUID(int=0)),
            name=Name("Chez Zoë"),
            currency=Currency.of("USD"),
            time_zone=ZoneInfo("UTC"),
            day_starts_at=time(4),
        )
    )

    @property
    def shelf(self) -> Shelf:
        """What the restaurant keeps."""
        return self.store.shelves[self.restaurant.id]

    @property
    def products(self) -> MemoryProducts:
        return MemoryProducts(self.store, self.restaurant.id)

    @property
    def waiters(self) -> MemoryWaiters:
        return MemoryWaiters(self.store, self.restaurant.id)

    @property
    def orders(self) -> MemoryOrders:
        return MemoryOrders(self.store, self.restaurant.id)

    @property
    def answers(self) -> MemoryAnswers:
        return MemoryAnswers(self.store, self.restaurant.id)

    @property
    def open_restaurant(self) -> OpenRestaurant:
        return OpenRestaurant(MemoryRestaurants(self.store), self.ids, self.work)

    @property
    def register(self) -> RegisterUser:
        return RegisterUser(self.waiters, self.answers, PlainEmails(), self.clock, self.ids, self.work)

    @property
    def sign_in(self) -> SignIn:
        return SignIn(self.waiters, PlainTokens(), PlainEmails(), self.ids)

    @property
    def verify(self) -> VerifyToken:
        return VerifyToken(MemorySignedIn(self.store, self.restaurant.id))

    @property
    def audit(self) -> MemoryAudit:
        return MemoryAudit(self.store, self.restaurant.id)

    @property
    def sessions(self) -> MemorySessions:
        return MemorySessions(self.store, self.restaurant.id)

    @property
    def sign_out(self) -> SignOut:
        return SignOut(self.sessions, self.audit, self.clock, self.work)

    @property
    def sign_out_everywhere(self) -> SignOutEverywhere:
        return SignOutEverywhere(self.waiters, self.audit, self.clock, self.work)

    @property
    def list_users(self) -> ListUsers:
        return ListUsers(self.waiters, self.rights)

    @property
    def show_user(self) -> ShowUser:
        return ShowUser(self.waiters, self.rights)

    @property
    def change_user(self) -> ChangeUser:
        return ChangeUser(self.waiters, PlainEmails(), self.audit, self.clock, self.work)

    @property
    def add_product(self) -> Any:  # noqa: ANN401 - the use case, with a caller unless the test names one
        return partial(
            AddProduct(self.products, self.answers, self.rights, self.clock, self.ids, self.work), caller=BOSS
        )

    @property
    def change_product(self) -> Any:  # noqa: ANN401 - the same
        return partial(ChangeProduct(self.products, self.rights, self.audit, self.clock, self.work), caller=BOSS)

    @property
    def list_products(self) -> ListProducts:
        return ListProducts(self.products, MemoryProductCounts(self.store, self.restaurant.id))

    @property
    def show_product(self) -> ShowProduct:
        return ShowProduct(self.products)

    @property
    def place(self) -> PlaceOrder:
        return self.place_with(MemoryCatalogue(self.store, self.restaurant.id))

    def place_with(self, catalogue: MemoryCatalogue) -> PlaceOrder:
        return PlaceOrder(
            catalogue,
            self.orders,
            self.answers,
            self.restaurant,
            self.audit,
            self.rights,
            self.clock,
            self.ids,
            self.work,
        )

    @property
    def show_order(self) -> ShowOrder:
        return ShowOrder(self.orders)

    @property
    def list_orders(self) -> ListOrders:
        return ListOrders(self.orders, MemoryOrderCounts(self.store, self.restaurant.id))

    @property
    def report(self) -> ProductSalesReport:
        return ProductSalesReport(MemorySales(self.store, self.restaurant.id))

    def strict(self) -> "House":
        """Return the same restaurant, where people are known by more than their e-mail."""
        return replace(self, rights=Rights(everybody_is_trusted=False))

    async def employ(self, waiter: Waiter) -> Waiter:
        """Put somebody on the staff as they are."""
        return await self.work.commit(waiter, self.waiters.add(waiter))


@pytest.fixture
def anyio_backend() -> str:
    """Run on the event loop the program runs on."""
    return "asyncio"


@pytest.fixture
def house() -> House:
    """Return a restaurant with nobody in it yet."""
    return House()
