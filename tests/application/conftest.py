"""A small restaurant in memory, its clock standing still and its ids counted, and every use case on it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dishka import AsyncContainer, Provider

from adapters.memory.kernel.store import MemoryStore, Shelf
from application.access.ports import Sessions, TokenReader, Tokens
from application.access.sign_in import SignIn
from application.access.sign_out import SignOut
from application.access.sign_out_everywhere import SignOutEverywhere
from application.access.verify_token import VerifyToken
from application.billing.ports import TaxRates
from application.catalogue.add_product import AddProduct
from application.catalogue.change_product import ChangeProduct
from application.catalogue.list_products import ListProducts
from application.catalogue.ports import Products
from application.catalogue.show_product import ShowProduct
from application.kernel.access import Rights
from application.kernel.answers import Answers
from application.kernel.audit import Audit
from application.kernel.clock import Clock
from application.kernel.events import Outbox
from application.kernel.ids import Ids
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.catalogue import Catalogue
from application.ordering.list_orders import ListOrders
from application.ordering.place_order import PlaceOrder
from application.ordering.ports import Orders
from application.ordering.show_order import ShowOrder
from application.people.change_user import ChangeUser
from application.people.list_colleagues import ListColleagues
from application.people.list_users import ListUsers
from application.people.ports import EmailSyntax, Waiters
from application.people.register_user import RegisterUser
from application.people.show_user import ShowUser
from application.reporting.product_sales_report import ProductSalesReport
from domain.access.session import SessionId
from domain.access.token import Claims, TokenInvalid
from domain.kernel.caller import Caller, Role
from domain.kernel.ids import RestaurantId, WaiterId
from domain.kernel.money import Currency, Price
from domain.kernel.names import Name
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.people.email import Email, InvalidEmail
from domain.people.waiter import Waiter
from domain.restaurant.restaurant import Restaurant
from domain.restaurant.slug import Slug
from entrypoints.settings import Settings
from entrypoints.wiring.container import make_container
from entrypoints.wiring.containers import container_of
from entrypoints.wiring.scopes import Scope

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
IN_MEMORY = Settings(app_env="development", storage="memory", jwt_secret_key="x" * 40)
T = TypeVar("T")


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


class PlainTokens(Tokens, TokenReader):
    """Writes what it claims on a slip of paper."""

    def issue(self, waiter: Waiter, session: SessionId) -> str:
        return f"{waiter.id} {session} {waiter.token_version}"

    def read(self, token: str) -> Claims:
        try:
            waiter, session, version = token.split(" ")
            return claims_of(WaiterId(UUID(waiter)), session=SessionId(UUID(session)), version=int(version))
        except ValueError:
            raise TokenInvalid from None

    def restaurant_of(self, token: str) -> RestaurantId:
        return self.read(token).restaurant


SESSION = SessionId(UUID(int=77))
BOSS = Caller(id=WaiterId(UUID(int=88)), role=Role.MANAGER)


def claims_of(waiter: WaiterId, *, session: SessionId = SESSION, version: int = 1) -> Claims:
    """Return what a token of this waiter claims."""
    return Claims(RestaurantId(UUID(int=0)), waiter, session, version, NOON + timedelta(hours=1))


def always(value: object) -> Callable[[], object]:
    """Return what returns this value whenever it is called."""
    return lambda: value


class House:
    """One restaurant, and each use case on it, wired as in production but for what a test has to know beforehand."""

    def __init__(self, *, everybody_is_trusted: bool = True) -> None:
        self.store = MemoryStore()
        self.clock = FixedClock()
        self.ids = CountedIds()
        self.rights = Rights(everybody_is_trusted=everybody_is_trusted)
        self.restaurant = Restaurant(
            id=RestaurantId(UUID(int=0)),
            slug=Slug("chez-zoe"),
            name=Name("Chez Zoë"),
            currency=Currency.of("USD"),
            time_zone=ZoneInfo("UTC"),
            day_starts_at=time(4),
        )
        self._app: AsyncContainer | None = None
        self._containers: dict[Restaurant, AsyncContainer] = {}

    def get(self, wanted: type[T]) -> T:
        """Return a use case, or a port, of the restaurant as it is now."""
        if self.restaurant not in self._containers:
            self._app = self._app or make_container(IN_MEMORY, self._known())
            self._containers[self.restaurant] = container_of(self._app, self.restaurant)
        return self._containers[self.restaurant].get_sync(wanted)

    def _known(self) -> Provider:
        known: dict[type, object] = {
            MemoryStore: self.store,
            Clock: self.clock,
            Ids: self.ids,
            Rights: self.rights,
            EmailSyntax: PlainEmails(),
        }
        provider = Provider(scope=Scope.APP)
        for what, value in known.items():
            _ = provider.provide(always(value), provides=what, override=True)
        _ = provider.provide(PlainTokens, provides=Tokens, scope=Scope.RESTAURANT, override=True)
        return provider

    @property
    def shelf(self) -> Shelf:
        """What the restaurant keeps."""
        return self.store.shelves[self.restaurant.id]

    @property
    def work(self) -> UnitOfWork:
        return self.get(UnitOfWork)

    @property
    def tax_rates(self) -> TaxRates:
        return self.get(TaxRates)

    @property
    def products(self) -> Products:
        return self.get(Products)

    @property
    def waiters(self) -> Waiters:
        return self.get(Waiters)

    @property
    def orders(self) -> Orders:
        return self.get(Orders)

    @property
    def answers(self) -> Answers:
        return self.get(Answers)

    @property
    def audit(self) -> Audit:
        return self.get(Audit)

    @property
    def outbox(self) -> Outbox:
        return self.get(Outbox)

    @property
    def sessions(self) -> Sessions:
        return self.get(Sessions)

    @property
    def register(self) -> RegisterUser:
        return self.get(RegisterUser)

    @property
    def sign_in(self) -> SignIn:
        return self.get(SignIn)

    @property
    def verify(self) -> VerifyToken:
        return self.get(VerifyToken)

    @property
    def sign_out(self) -> SignOut:
        return self.get(SignOut)

    @property
    def sign_out_everywhere(self) -> SignOutEverywhere:
        return self.get(SignOutEverywhere)

    @property
    def list_users(self) -> ListUsers:
        return self.get(ListUsers)

    @property
    def list_colleagues(self) -> ListColleagues:
        return self.get(ListColleagues)

    @property
    def show_user(self) -> ShowUser:
        return self.get(ShowUser)

    @property
    def change_user(self) -> ChangeUser:
        return self.get(ChangeUser)

    @property
    def add_product(self) -> Any:  # noqa: ANN401 - the use case, with a caller unless the test names one
        return partial(self.get(AddProduct), caller=BOSS)

    @property
    def change_product(self) -> Any:  # noqa: ANN401 - the same
        return partial(self.get(ChangeProduct), caller=BOSS)

    @property
    def list_products(self) -> ListProducts:
        return self.get(ListProducts)

    @property
    def show_product(self) -> ShowProduct:
        return self.get(ShowProduct)

    @property
    def place(self) -> PlaceOrder:
        return self.get(PlaceOrder)

    def place_with(self, catalogue: Catalogue) -> PlaceOrder:
        return replace(self.place, take_down=replace(self.place.take_down, catalogue=catalogue))

    @property
    def show_order(self) -> ShowOrder:
        return self.get(ShowOrder)

    @property
    def list_orders(self) -> ListOrders:
        return self.get(ListOrders)

    @property
    def report(self) -> ProductSalesReport:
        return self.get(ProductSalesReport)

    def strict(self) -> "House":
        """Return the same restaurant, where people are known by more than their e-mail."""
        strict = House(everybody_is_trusted=False)
        strict.store, strict.clock, strict.ids, strict.restaurant = self.store, self.clock, self.ids, self.restaurant
        return strict

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
