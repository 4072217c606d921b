"""How often each use case goes to the database and back: exact, so that nobody adds a turn unnoticed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final, Generic, TypeVar

import pytest

from application.access.activate_user import ActivateUser
from application.access.employ_user import EmployUser
from application.access.enrol_device import EnrolDevice
from application.access.forget_expired import ForgetExpired
from application.access.give_approval import GiveApproval
from application.access.issue_code import IssueCode
from application.access.list_devices import ListDevices
from application.access.offer_pairing import OfferPairing
from application.access.offer_setup_token import OfferSetupToken
from application.access.recover_access import RecoverAccess
from application.access.refresh_session import RefreshSession
from application.access.renew_setup_token import RenewSetupToken
from application.access.revoke_device import RevokeDevice
from application.access.set_up import SetUp
from application.access.sign_in import SignIn
from application.access.sign_in_with_secret import SignInWithSecret
from application.access.sign_out import SignOut
from application.access.sign_out_everywhere import SignOutEverywhere
from application.access.try_secret import TrySecret
from application.access.verify_token import VerifyToken
from application.billing.add_payment_method import AddPaymentMethod
from application.billing.add_tax_rate import AddTaxRate
from application.billing.change_payment_method import ChangePaymentMethod
from application.billing.change_tax_rate import ChangeTaxRate
from application.billing.list_payment_methods import ListPaymentMethods
from application.billing.list_tax_rates import ListTaxRates
from application.billing.show_payment_method import ShowPaymentMethod
from application.billing.show_tax_rate import ShowTaxRate
from application.catalogue.add_modifier_group import AddModifierGroup
from application.catalogue.add_product import AddProduct
from application.catalogue.add_station import AddStation
from application.catalogue.change_modifier_group import ChangeModifierGroup
from application.catalogue.change_product import ChangeProduct
from application.catalogue.change_station import ChangeStation
from application.catalogue.import_menu import ImportMenu
from application.catalogue.list_modifier_groups import ListModifierGroups
from application.catalogue.list_products import ListProducts
from application.catalogue.list_stations import ListStations
from application.catalogue.remove_modifier_group import RemoveModifierGroup
from application.catalogue.remove_station import RemoveStation
from application.catalogue.show_modifier_group import ShowModifierGroup
from application.catalogue.show_product import ShowProduct
from application.catalogue.show_station import ShowStation
from application.events.add_webhook import AddWebhook
from application.events.change_webhook import ChangeWebhook
from application.events.deliver_events import DeliverEvents
from application.events.forget_events import ForgetEvents
from application.events.list_deliveries import ListDeliveries
from application.events.list_webhooks import ListWebhooks
from application.events.number_events import NumberEvents
from application.events.ports import EventFilter
from application.events.read_events import ReadEvents
from application.events.remove_webhook import RemoveWebhook
from application.events.replay_webhook import ReplayWebhook
from application.events.show_history import ShowHistory
from application.events.show_webhook import ShowWebhook
from application.floor.add_section import AddSection
from application.floor.add_table import AddTable
from application.floor.change_section import ChangeSection
from application.floor.change_table import ChangeTable
from application.floor.list_sections import ListSections
from application.floor.list_tables import ListTables
from application.floor.remove_section import RemoveSection
from application.floor.remove_table import RemoveTable
from application.floor.show_section import ShowSection
from application.floor.show_table import ShowTable
from application.kernel.answers import Kept
from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.forget_answers import ForgetAnswers
from application.kernel.list_audit import ListAudit
from application.kernel.once import Once
from application.kernel.pages import PageRequest
from application.kernel.refresh_statistics import RefreshStatistics
from application.kernel.verify_audit import VerifyAudit
from application.ordering.add_lines import AddLines
from application.ordering.add_up_tickets import AddUpTickets
from application.ordering.change_order import ChangeOrder
from application.ordering.close_order import CloseOrder
from application.ordering.follow_orders import FollowOrders
from application.ordering.give_discount import GiveDiscount
from application.ordering.keep_stock import KeepStock
from application.ordering.list_orders import ListOrders
from application.ordering.list_tickets import ListTickets
from application.ordering.merge_orders import MergeOrders
from application.ordering.move_lines import MoveLines
from application.ordering.number_receipts import NumberReceipts
from application.ordering.pay_order import PayOrder
from application.ordering.place_order import PlaceOrder
from application.ordering.ports import OrderFilter, OrderPlace
from application.ordering.quote_order import QuoteOrder
from application.ordering.refund_payment import RefundPayment
from application.ordering.remove_discount import RemoveDiscount
from application.ordering.reopen_order import ReopenOrder
from application.ordering.set_service_charge import SetServiceCharge
from application.ordering.show_order import ShowOrder
from application.ordering.show_receipt import ShowReceipt
from application.ordering.show_shares import ShowShares
from application.ordering.split_order import SplitOrder
from application.ordering.take_approved_step import TakeApprovedStep
from application.ordering.take_down import TakeDown
from application.ordering.take_step import TakeStep
from application.ordering.tell_order import TellOrder
from application.ordering.void_lines import VoidLines
from application.people.change_user import ChangeUser
from application.people.list_colleagues import ListColleagues
from application.people.list_users import ListUsers
from application.people.register_user import RegisterUser
from application.people.show_user import ShowUser
from application.reporting.add_up_takings import AddUpTakings
from application.reporting.close_day import CloseDay
from application.reporting.kitchen_report import KitchenReport
from application.reporting.ports import GroupedQuestion, SalesQuestion
from application.reporting.product_sales_report import ProductSalesReport
from application.reporting.rebuild_rollups import RebuildRollups
from application.reporting.reconcile import Reconcile
from application.reporting.report_day import ReportDay
from application.reporting.roll_up_sales import RollUpSales
from application.reporting.sales_report import SalesReport
from application.reporting.show_day import ShowDay
from application.reporting.sums_behind import SumsBehind
from application.reporting.takings_report import TakingsReport
from application.reporting.verify_days import VerifyDays
from application.reporting.verify_rollups import VerifyRollups
from application.restaurant.change_restaurant import ChangeRestaurant
from application.restaurant.configure_restaurant import ConfigureRestaurant
from application.restaurant.open_restaurant import OpenRestaurant
from application.restaurant.reopen_restaurant import ReopenRestaurant
from application.restaurant.show_restaurant import ShowRestaurant
from domain.access.secret import digest, password
from domain.billing.method import PaymentKind
from domain.billing.percent import Percent
from domain.catalogue.menu import MenuRow
from domain.events.webhook import WebhookUrl
from domain.kernel.caller import Role
from domain.kernel.ids import RestaurantId
from domain.kernel.money import Money, Price
from domain.kernel.names import Name, Note
from domain.kernel.period import ALWAYS, Period
from domain.ordering.chart import Command
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.ordering.ticket import TicketStatus
from domain.reporting.kitchen_times import KitchenGroupBy
from domain.reporting.sales import GroupBy
from domain.restaurant.restaurant import Description, Restaurant
from entrypoints.wiring.use_cases import USE_CASES
from tests.budget.beforehand import (
    CHOICES,
    a_block_of_numbers_given,
    a_first_product_gone,
    a_new_modifier_group,
    a_new_order,
    a_new_section,
    a_new_station,
    a_new_table,
    a_new_webhook,
    a_price_to_change,
    a_product_gone,
    an_admission,
    an_approval_asked,
    an_approved_order,
    an_event_to_deliver,
    an_odd_order,
    an_odd_order_of_a_month_begun,
    an_order_to_split,
    as_ann_is_today,
    nothing,
    of_a_device,
    placing,
    soup_comes_with_extras,
    soup_is_counted,
    soup_is_taxed,
    true_statistics,
    two_orders,
    with_a_code,
    with_a_pairing_code,
    with_a_password,
    with_a_pin,
    with_a_refresh_token,
    with_a_used_refresh_token,
    with_extras,
)
from tests.budget.bills import a_closed_day, a_closed_order, a_discounted_order, a_paid_order, a_part_paid
from tests.budget.kitchen import (
    ANN,
    BAR,
    BOSS,
    CLAIMS,
    EXTRAS,
    HEARING,
    ORDER,
    SEVEN,
    SOUP,
    TERRACE,
    VAT,
    VOUCHER,
    Kitchen,
    UseCases,
    stock,
)
from tests.contracts.things import NOON, a_line, a_request, an_order, new_id
from tests.contracts.worlds import a_restaurant
from tests.http.managed import PASSWORD, SETUP_TOKEN

U = TypeVar("U")

PAGES: Final = [PageRequest(number, size) for number, size in ((1, 20), (1, 1), (12, 2))]
PLACE: Final = OrderPlace(date.max, ORDER.id)
CALLER: Final = BOSS.caller
OPEN: Final = a_restaurant()
ANOTHER: Final = a_restaurant(RestaurantId(new_id()))


def described(restaurant: Restaurant) -> Description:
    """Return what the restaurant is like."""
    return Description(**{each.name: getattr(restaurant, each.name) for each in fields(Description)})


SENT: Final = a_request(ANN)
MORE: Final = Wanted(name=Name("Soup"), price=SOUP.price, quantity=Quantity(1))
BY_ID: Final = Wanted(product=SOUP.id, quantity=Quantity(1))
MENU: Final = [
    MenuRow(line=2, called="Soup", name=Name("Soup"), price=Price(1)),
    *(MenuRow(line=line, called=f"Cake {line}", name=Name(f"Cake {line}"), price=Price(1)) for line in range(3, 30)),
]
PARTS: Final = {KeepStock, TakeApprovedStep, TakeDown, TakeStep, TellOrder, TrySecret}
"""What other use cases are made of, and counted with."""


@dataclass(frozen=True)
class Row(Generic[U]):
    """A use case, how often it goes to the database and back, and how it is called with what was there `first`."""

    use_case: type[U]
    turns: int
    call: Callable[[U, Any], Awaitable[object]]
    first: Callable[[UseCases], Awaitable[object]] = nothing
    how: str = ""

    @property
    def name(self) -> str:
        return f"{self.use_case.__name__} {self.how}".strip()

    async def use(self, kitchen: Kitchen) -> None:
        given, use_case = await self.first(kitchen), await kitchen.get(self.use_case)
        await asyncio.sleep(0)  # asyncpg tells who watches in the loop's next turn
        kitchen.sent.clear()
        _ = await self.call(use_case, given)
        await asyncio.sleep(0)


async def as_given(use_case: Callable[..., Awaitable[object]], given: dict[str, Any]) -> None:
    _ = await use_case(**given)


async def paying(use_case: Callable[..., Awaitable[object]], given: dict[str, Any]) -> None:
    _ = await use_case(**given, method=Name("card"), amount=Money(10))


async def done() -> None:
    """Do nothing, at once."""


def at(page: PageRequest) -> str:
    return f"page {page.number} of {page.size} each"


async def another_restaurant(kitchen: UseCases) -> None:
    """Open it."""
    _ = await (await kitchen.get(OpenRestaurant))(described=described(ANOTHER), setup_token=digest("secret"))


async def an_offered_token(kitchen: UseCases) -> dict[str, Any]:
    """Return the admission of who has the setup token."""
    _ = await (await kitchen.get(OfferSetupToken))(setup_token=digest(SETUP_TOKEN), chosen=False)
    return await an_admission(kitchen)


DAYS: Final = Period(start=ORDER.business_date, end=ORDER.business_date)
BUDGET: Final[list[Row[Any]]] = [
    Row(RegisterUser, 1, lambda use, _: use(email="bob@example.com", name=Name("Bob"))),
    Row(SignIn, 1, lambda use, _: use(email=ANN.email)),
    Row(VerifyToken, 1, lambda use, _: use(claims=CLAIMS)),
    Row(
        SetUp,
        6,
        lambda use, given: use(
            token=SETUP_TOKEN, email="x@example.com", name=Name("X"), secret=password(PASSWORD), **given
        ),
        an_offered_token,
    ),
    Row(EmployUser, 5, lambda use, _: use(caller=CALLER, email="bob@example.com", name=Name("Bob"), role=Role.WAITER)),
    Row(IssueCode, 5, lambda use, _: use(caller=CALLER, user=ANN.id)),
    Row(RecoverAccess, 8, lambda use, _: use(email=ANN.email)),
    Row(ActivateUser, 11, as_given, with_a_code),
    Row(SignInWithSecret, 8, as_given, with_a_password, "a password"),
    Row(SignInWithSecret, 10, as_given, with_a_pin, "a PIN"),
    Row(RefreshSession, 8, as_given, with_a_refresh_token),
    Row(RefreshSession, 3, as_given, with_a_used_refresh_token, "sent again"),
    Row(SignOut, 5, lambda use, _: use(claims=CLAIMS)),
    Row(SignOutEverywhere, 4, as_given, as_ann_is_today),
    Row(OfferPairing, 1, lambda use, _: use(caller=CALLER, name=Name("Till"))),
    Row(EnrolDevice, 7, as_given, with_a_pairing_code),
    Row(ListDevices, 1, lambda use, _: use(caller=CALLER)),
    Row(RevokeDevice, 6, as_given, of_a_device),
    Row(GiveApproval, 9, as_given, an_approval_asked),
    Row(ForgetExpired, 19, lambda use, _: use()),
    Row(ListUsers, 1, lambda use, _: use(caller=CALLER)),
    Row(ListColleagues, 1, lambda use, _: use(caller=CALLER)),
    Row(ShowUser, 1, lambda use, _: use(caller=CALLER, user=ANN.id)),
    Row(ChangeUser, 5, lambda use, _: use(caller=CALLER, user=ANN.id, name="Anna")),
    Row(ChangeUser, 2, lambda use, _: use(caller=CALLER, user=ANN.id, name=ANN.name), how="to what is"),
    Row(AddProduct, 1, lambda use, _: use(caller=CALLER, name=Name("Tea"), price=Price(1))),
    Row(
        AddProduct,
        4,
        lambda use, given: use(caller=CALLER, name=Name("Steak"), price=Price(1), **given),
        with_extras,
        "with choices",
    ),
    Row(ChangeProduct, 4, lambda use, _: use(caller=CALLER, product=SOUP.id, name="Broth"), how="the name"),
    Row(ChangeProduct, 6, lambda use, given: use(caller=CALLER, product=SOUP.id, **given), with_extras, "its choices"),
    Row(ChangeProduct, 5, lambda use, _: use(caller=CALLER, product=SOUP.id, price=Price(1)), how="the price"),
    Row(ChangeProduct, 5, lambda use, _: use(caller=CALLER, product=SOUP.id, available=False), how="whether it is had"),
    Row(ImportMenu, 12, lambda use, _: use(caller=CALLER, rows=MENU), how="that adds and changes"),
    Row(ImportMenu, 3, lambda use, _: use(caller=CALLER, rows=MENU, preview=True), how="as a preview"),
    Row(ShowProduct, 1, lambda use, _: use(product=SOUP.id)),
    Row(ListProducts, 2, lambda use, _: use(page=PAGES[0], category="Coffee"), how="of a category"),
    *(Row(ListProducts, 2, lambda use, _, page=page: use(page=page), how=at(page)) for page in PAGES),
    Row(ListProducts, 1, lambda use, _: use(page=PAGES[0], after="A"), how="after a name"),
    Row(AddStation, 1, lambda use, _: use(caller=CALLER, name=Name("Grill"))),
    Row(ChangeStation, 4, lambda use, _: use(caller=CALLER, station=BAR.id, name=Name("Oven"))),
    Row(RemoveStation, 6, as_given, a_new_station),
    Row(ListStations, 2, lambda use, _: use(page=PAGES[0])),
    Row(ShowStation, 1, lambda use, _: use(station=BAR.id)),
    Row(AddUpTakings, 11, lambda use, _: use(period=DAYS)),
    Row(ReportDay, 12, lambda use, _: use(day=ORDER.business_date)),
    Row(ShowDay, 13, lambda use, _: use(caller=CALLER, day=ORDER.business_date)),
    Row(CloseDay, 30, lambda use, _: use(caller=CALLER, day=ORDER.business_date)),
    Row(CloseDay, 30, as_given, a_closed_day, "the day after"),
    Row(TakingsReport, 12, lambda use, _: use(caller=CALLER, period=DAYS)),
    Row(Reconcile, 12, lambda use, _: use(caller=CALLER, period=DAYS)),
    Row(VerifyDays, 1, lambda use, _: use()),
    Row(
        AddTaxRate,
        4,
        lambda use, _: use(
            caller=CALLER, category=Name("Drinks"), name=Name("VAT"), percent=Percent.of(19), included=True
        ),
    ),
    Row(ChangeTaxRate, 5, lambda use, _: use(caller=CALLER, tax=VAT.id, name=Name("Sales tax"))),
    Row(ListTaxRates, 2, lambda use, _: use(page=PAGES[0])),
    Row(ShowTaxRate, 1, lambda use, _: use(tax=VAT.id)),
    Row(AddPaymentMethod, 6, lambda use, _: use(caller=CALLER, name=Name("Account"), kind=PaymentKind.OTHER)),
    Row(ChangePaymentMethod, 7, lambda use, _: use(caller=CALLER, method=VOUCHER.id, active=False)),
    Row(ListPaymentMethods, 2, lambda use, _: use(page=PAGES[0])),
    Row(ShowPaymentMethod, 1, lambda use, _: use(method=VOUCHER.id)),
    Row(AddModifierGroup, 1, lambda use, _: use(caller=CALLER, name=Name("Sauces"), **CHOICES)),
    Row(ChangeModifierGroup, 6, lambda use, _: use(caller=CALLER, group=EXTRAS.id, name=Name("Sides")), how="the name"),
    Row(ChangeModifierGroup, 7, lambda use, given: use(**given), a_price_to_change, "a price"),
    Row(RemoveModifierGroup, 7, as_given, a_new_modifier_group),
    Row(ListModifierGroups, 2, lambda use, _: use(page=PAGES[0])),
    Row(ShowModifierGroup, 1, lambda use, _: use(group=EXTRAS.id)),
    Row(AddSection, 1, lambda use, _: use(caller=CALLER, name=Name("Hall"))),
    Row(ChangeSection, 4, lambda use, _: use(caller=CALLER, section=TERRACE.id, name=Name("Garden"))),
    Row(RemoveSection, 5, as_given, a_new_section),
    Row(ListSections, 2, lambda use, _: use(page=PAGES[0])),
    Row(ShowSection, 1, lambda use, _: use(section=TERRACE.id)),
    Row(AddTable, 4, lambda use, _: use(caller=CALLER, name=Name("8"), section=TERRACE.id)),
    Row(ChangeTable, 6, lambda use, _: use(caller=CALLER, table=SEVEN.id, section=None)),
    Row(RemoveTable, 5, as_given, a_new_table),
    Row(ListTables, 3, lambda use, _: use(page=PAGES[0])),
    Row(ShowTable, 2, lambda use, _: use(table=SEVEN.id)),
    Row(PlaceOrder, 4, placing("Soup"), how="the first of a business day"),
    Row(PlaceOrder, 3, placing("Soup"), a_block_of_numbers_given, "the first of a block of numbers"),
    Row(PlaceOrder, 2, placing("Soup", "Soup"), a_new_order, "known products"),
    Row(PlaceOrder, 2, placing("Soup", price=Price(1)), a_new_order, "at another price"),
    Row(PlaceOrder, 2, placing("Soup", *map(str, range(100))), a_new_order, "new products"),
    Row(
        PlaceOrder,
        2,
        lambda use, _: use(caller=CALLER, customer=Name("Bob"), wanted=[BY_ID, MORE]),
        a_new_order,
        "a product by its id",
    ),
    Row(PlaceOrder, 5, placing("Soup", "Soup"), soup_is_counted, "from stock"),
    Row(QuoteOrder, 1, placing("Soup", "Soup")),
    Row(PlaceOrder, 3, placing("Soup", "Soup"), soup_is_taxed, "taxed"),
    Row(PlaceOrder, 3, as_given, soup_comes_with_extras, "taxed, with a choice"),
    Row(PlaceOrder, 5, placing("Soup", "Soup", "Soup"), soup_is_counted, "the last ones"),
    Row(AddLines, 3, lambda use, given: use(**given, wanted=[MORE]), a_new_order),
    Row(MoveLines, 2, lambda use, given: use(**given, command=Command.SERVE), a_new_order),
    Row(VoidLines, 4, lambda use, given: use(**given, reason=Note("Spilt")), a_new_order),
    Row(VoidLines, 8, lambda use, given: use(**given, reason=Note("Spilt")), an_approved_order, "approved"),
    Row(ChangeOrder, 3, lambda use, given: use(**given, waiter=BOSS.id, table=SEVEN.id), a_new_order),
    Row(SplitOrder, 2, as_given, an_order_to_split),
    Row(MergeOrders, 3, as_given, two_orders),
    Row(CloseOrder, 2, as_given, a_new_order),
    Row(ReopenOrder, 2, lambda use, given: use(**given, reason=Note("Dessert")), a_new_order, "an open one"),
    Row(GiveDiscount, 2, lambda use, given: use(**given, off=Percent.of(10), reason=Note("Late")), a_new_order),
    Row(RemoveDiscount, 6, as_given, a_discounted_order),
    Row(SetServiceCharge, 2, lambda use, given: use(**given, percent=Percent.of(10)), a_new_order),
    Row(PayOrder, 3, paying, a_new_order),
    Row(PayOrder, 4, paying, a_part_paid, "once more"),
    Row(RefundPayment, 3, lambda use, given: use(**given, amount=Money(5), reason=Note("Cold")), a_paid_order),
    Row(ShowShares, 1, lambda use, given: use(**given, ways=3), a_new_order),
    Row(ShowReceipt, 2, as_given, a_new_order),
    Row(ShowReceipt, 13, as_given, a_closed_order, "of one just closed"),
    Row(NumberReceipts, 1, lambda use, _: use(), how="with nothing waiting"),
    Row(NumberReceipts, 6, lambda use, _: use(), a_closed_order, "with one waiting"),
    Row(ShowOrder, 1, lambda use, _: use(caller=CALLER, order=ORDER.id)),
    *(
        Row(
            ListOrders,
            3,
            lambda use, _, page=page: use(caller=CALLER, where=OrderFilter(), page=page),
            how=at(page),
        )
        for page in PAGES
    ),
    Row(
        ListOrders,
        2,
        lambda use, _: use(caller=CALLER, where=OrderFilter(), page=PAGES[0], after=PLACE),
        how="after a place",
    ),
    Row(
        FollowOrders,
        2,
        lambda use, _: use(caller=CALLER, where=OrderFilter(), moment=NOON - timedelta(days=1), so_far=None, most=20),
    ),
    Row(ListTickets, 1, lambda use, _: use(station=None, status=None), how="of all"),
    *(
        Row(ListTickets, 1, lambda use, _, status=status: use(station=BAR.id, status=status), how=f"{status}")
        for status in TicketStatus
    ),
    Row(AddUpTickets, 1, lambda use, _: use(station=None), how="of all"),
    Row(AddUpTickets, 1, lambda use, _: use(station=BAR.id), how="of one station"),
    Row(NumberEvents, 1, lambda use, _: use(), how="with nothing waiting"),
    Row(NumberEvents, 6, lambda use, _: use(), a_product_gone, "with one event waiting"),
    Row(NumberEvents, 8, lambda use, _: use(), a_first_product_gone, "with the first event waiting"),
    Row(ReadEvents, 1, lambda use, _: use(caller=CALLER, after=0, where=EventFilter(), most=100)),
    Row(ShowHistory, 1, lambda use, _: use(about=ORDER.id, after=0, most=100)),
    Row(AddWebhook, 7, lambda use, _: use(caller=CALLER, url=WebhookUrl("https://till.example/"))),
    Row(ListWebhooks, 1, lambda use, _: use(caller=CALLER)),
    Row(ShowWebhook, 1, lambda use, _: use(caller=CALLER, webhook=HEARING.id)),
    Row(ChangeWebhook, 5, lambda use, _: use(caller=CALLER, webhook=HEARING.id, types=["order.placed"])),
    Row(ReplayWebhook, 5, lambda use, _: use(caller=CALLER, webhook=HEARING.id, after=0)),
    Row(RemoveWebhook, 7, as_given, a_new_webhook),
    Row(ListDeliveries, 2, lambda use, _: use(caller=CALLER, webhook=HEARING.id)),
    Row(DeliverEvents, 3, lambda use, _: use(webhook=HEARING.id), how="with nothing waiting"),
    Row(DeliverEvents, 8, as_given, an_event_to_deliver, "with one event waiting"),
    Row(ForgetEvents, 4, lambda use, _: use(days=400)),
    Row(CatchUpAudit, 1, lambda use, _: use(), how="with nothing waiting"),
    Row(CatchUpAudit, 8, lambda use, _: use(), an_odd_order, "with one order waiting"),
    Row(ListAudit, 2, lambda use, _: use(caller=CALLER, before=None, most=20), how="from the newest"),
    Row(ListAudit, 1, lambda use, _: use(caller=CALLER, before=9, most=20), how="from a number"),
    Row(VerifyAudit, 3, lambda use, _: use()),
    Row(Once, 0, lambda use, _: use(sent=SENT, kept=None, do=done), how="the first time"),
    Row(Once, 1, lambda use, _: use(sent=SENT, kept=Kept(ORDER, SENT.fingerprint), do=done), how="sent again"),
    Row(ForgetAnswers, 4, lambda use, _: use()),
    Row(RefreshStatistics, 1, lambda use, _: use(), true_statistics),
    Row(ProductSalesReport, 1, lambda use, _: use(caller=CALLER, question=SalesQuestion())),
    Row(
        ProductSalesReport,
        1,
        lambda use, _: use(caller=CALLER, question=SalesQuestion(category="Soups")),
        how="of a category",
    ),
    *(
        Row(SalesReport, 1, lambda use, _, by=by: use(GroupedQuestion(group_by=by), caller=CALLER), how=f"by {by}")
        for by in GroupBy
    ),
    Row(
        SalesReport,
        4,
        lambda use, _: use(GroupedQuestion(group_by=GroupBy.DAY), GroupedQuestion(group_by=GroupBy.DAY), caller=CALLER),
        how="two compared",
    ),
    *(
        Row(KitchenReport, 1, lambda use, _, by=by: use(caller=CALLER, group_by=by, period=ALWAYS), how=f"by {by}")
        for by in KitchenGroupBy
    ),
    Row(SumsBehind, 1, lambda use, _: use()),
    Row(RollUpSales, 1, lambda use, _: use(), how="with nothing waiting"),
    Row(RollUpSales, 6, lambda use, _: use(), an_odd_order_of_a_month_begun, "with one order waiting"),
    Row(RollUpSales, 11, lambda use, _: use(), an_odd_order, "with the first order of a month waiting"),
    Row(VerifyRollups, 7, lambda use, _: use()),
    Row(RebuildRollups, 19, lambda use, _: use()),
    Row(ConfigureRestaurant, 4, lambda use, _: use(described=described(OPEN)), how="the first time"),
    Row(ConfigureRestaurant, 5, lambda use, _: use(described=described(OPEN.changed(name=Name("Other")))), how="anew"),
    Row(OpenRestaurant, 1, lambda use, _: use(described=described(ANOTHER), setup_token=digest("secret"))),
    Row(
        OpenRestaurant,
        4,
        lambda use, _: use(described=described(ANOTHER), setup_token=digest("secret")),
        another_restaurant,
        "asked for once more",
    ),
    Row(RenewSetupToken, 4, lambda use, _: use(setup_token=digest("secret"))),
    Row(OfferSetupToken, 5, lambda use, _: use(setup_token=digest("secret"), chosen=False)),
    Row(ShowRestaurant, 1, lambda use, _: use()),
    Row(ChangeRestaurant, 5, lambda use, _: use(caller=CALLER, name=Name("Other"))),
    Row(ReopenRestaurant, 2, lambda use, _: use(), how="as it is"),
]


@pytest.fixture
async def kitchen(clean_database: str) -> AsyncIterator[Kitchen]:
    await stock(clean_database, *(an_order(ANN, a_line(SOUP)) for _ in range(24)))
    kitchen = Kitchen(clean_database)
    _ = await (await kitchen.get(RollUpSales))()
    yield kitchen
    await kitchen.close()


def test_every_use_case_has_a_budget() -> None:
    assert {row.use_case for row in BUDGET} == {factory.provides.type_hint for factory in USE_CASES.factories} - PARTS


@pytest.mark.parametrize("row", BUDGET, ids=[row.name for row in BUDGET])
async def test_a_use_case_goes_to_the_database_exactly_so_often(kitchen: Kitchen, row: Row[Any]) -> None:
    await row.use(kitchen)
    assert len(kitchen.sent) == row.turns, "\n".join(kitchen.sent)
