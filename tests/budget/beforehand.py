"""What has to be there before some use cases are called: made by others, and given as they want it."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from application.access.activate_user import ActivateUser
from application.access.enrol_device import EnrolDevice
from application.access.give_approval import GiveApproval
from application.access.issue_code import IssueCode
from application.access.offer_pairing import OfferPairing
from application.access.refresh_session import RefreshSession
from application.access.sign_in_with_secret import SignInWithSecret
from application.catalogue.add_modifier_group import AddModifierGroup
from application.catalogue.add_product import AddProduct
from application.catalogue.add_station import AddStation
from application.catalogue.change_product import ChangeProduct
from application.catalogue.show_modifier_group import ShowModifierGroup
from application.events.add_webhook import AddWebhook
from application.events.number_events import NumberEvents
from application.events.webhooks import Webhooks
from application.floor.add_section import AddSection
from application.floor.add_table import AddTable
from application.kernel.clock import Clock
from application.kernel.refresh_statistics import RefreshStatistics
from application.kernel.unit_of_work import UnitOfWork
from application.ordering.place_order import PlaceOrder
from application.ordering.ports import OrderNumbers
from application.people.show_user import ShowUser
from application.reporting.roll_up_sales import RollUpSales
from domain.access.secret import Code, digest, password, pin
from domain.access.session import SessionId
from domain.catalogue.modifier_group import Least, Most, WantedModifier
from domain.catalogue.product import Stock
from domain.events.webhook import WebhookUrl
from domain.kernel.ids import ProductId
from domain.kernel.money import Price, Surcharge
from domain.kernel.names import Name
from domain.ordering.line import Wanted
from domain.ordering.numbers import Quantity
from domain.ordering.order import Order
from domain.restaurant.restaurant import Restaurant
from tests.budget.kitchen import ANN, BOSS, SOUP, UseCases
from tests.contracts.things import a_webhook, new_id
from tests.http.managed import PASSWORD, PIN


async def nothing(kitchen: UseCases) -> None:
    """Begin with what there is."""
    _ = kitchen


def placing(*names: str, price: Price = SOUP.price) -> Callable[[PlaceOrder, Any], Awaitable[Order]]:
    wanted = [Wanted(name=Name(name), price=price, quantity=Quantity(1)) for name in names]
    return lambda place, _: place(caller=ANN.caller, customer=Name("Bob"), wanted=wanted)


async def a_code(kitchen: UseCases) -> Code:
    return await (await kitchen.get(IssueCode))(caller=BOSS.caller, user=ANN.id)


async def as_ann_is_today(kitchen: UseCases) -> dict[str, Any]:
    return {"waiter": await (await kitchen.get(ShowUser))(caller=BOSS.caller, user=ANN.id)}


async def with_a_code(kitchen: UseCases) -> dict[str, Any]:
    secrets = [password(PASSWORD), pin(PIN)]
    return {
        "email": ANN.email,
        "code": await a_code(kitchen),
        "secrets": secrets,
        "admission": await kitchen.admission(),
    }


async def with_a_password(kitchen: UseCases) -> dict[str, Any]:
    _ = await (await kitchen.get(ActivateUser))(**await with_a_code(kitchen))
    admission = await kitchen.admission()
    return {"email": ANN.email, "secret": password(PASSWORD), "device_token": None, "admission": admission}


async def with_a_pin(kitchen: UseCases) -> dict[str, Any]:
    signing_in = await with_a_password(kitchen)
    _, token = await (await kitchen.get(EnrolDevice))(**await with_a_pairing_code(kitchen))
    return {**signing_in, "secret": pin(PIN), "device_token": token}


async def with_a_refresh_token(kitchen: UseCases) -> dict[str, Any]:
    session = await (await kitchen.get(SignInWithSecret))(**await with_a_password(kitchen))
    return {"refresh_token": session.refresh_token, "admission": await kitchen.admission()}


async def with_a_used_refresh_token(kitchen: UseCases) -> dict[str, Any]:
    refreshing = await with_a_refresh_token(kitchen)
    _ = await (await kitchen.get(RefreshSession))(**refreshing)
    return refreshing


async def an_approval_asked(kitchen: UseCases) -> dict[str, Any]:
    """Return what Ann asks for on her device, where her boss types a password."""
    opened = await (await kitchen.get(SignInWithSecret))(**await with_a_password(kitchen))
    code = await (await kitchen.get(IssueCode))(caller=BOSS.caller, user=BOSS.id)
    by: dict[str, Any] = {"email": BOSS.email, "admission": await kitchen.admission()}
    _ = await (await kitchen.get(ActivateUser))(code=code, secrets=[password(PASSWORD)], **by)
    order = await a_new_order(kitchen)
    session = SessionId(UUID(opened.refresh_token.partition(".")[0]))
    of = {"caller": ANN.caller, "order": order["order"], "session": session, "action": "void"}
    return {**of, **by, "secret": password(PASSWORD)}


async def an_approved_order(kitchen: UseCases) -> dict[str, Any]:
    asked = await an_approval_asked(kitchen)
    _, token = await (await kitchen.get(GiveApproval))(**asked)
    return {"caller": ANN.caller, "order": asked["order"], "approval": digest(token)}


async def with_a_pairing_code(kitchen: UseCases) -> dict[str, Any]:
    _, code = await (await kitchen.get(OfferPairing))(caller=BOSS.caller, name=Name("Till"))
    return {"code": code, "admission": await kitchen.admission()}


async def of_a_device(kitchen: UseCases) -> dict[str, Any]:
    device, _ = await (await kitchen.get(EnrolDevice))(**await with_a_pairing_code(kitchen))
    return {"caller": BOSS.caller, "device": device.id}


async def an_odd_order(kitchen: UseCases) -> None:
    _ = await placing("Soup", price=Price(1))(await kitchen.get(PlaceOrder), None)


async def an_odd_order_of_a_month_begun(kitchen: UseCases) -> None:
    await an_odd_order(kitchen)
    _ = await (await kitchen.get(RollUpSales))()
    await an_odd_order(kitchen)


async def a_block_of_numbers_given(kitchen: UseCases) -> None:
    numbers, now = await kitchen.get(OrderNumbers), (await kitchen.get(Clock)).now()
    for _ in range(10):
        _ = await numbers.next((await kitchen.get(Restaurant)).business_date(now))


async def soup_is_counted(kitchen: UseCases) -> None:
    _ = await a_new_order(kitchen)
    _ = await (await kitchen.get(ChangeProduct))(caller=BOSS.caller, product=SOUP.id, stock=Stock(3))


async def soup_is_taxed(kitchen: UseCases) -> None:
    _ = await a_new_order(kitchen)
    _ = await (await kitchen.get(ChangeProduct))(caller=BOSS.caller, product=SOUP.id, tax=Name("Food"))


async def with_extras(kitchen: UseCases) -> dict[str, Any]:
    """Return the groups that a product comes with."""
    return {"modifier_groups": ((await a_new_modifier_group(kitchen))["group"],)}


async def soup_comes_with_extras(kitchen: UseCases) -> dict[str, Any]:
    """Return an order as it is wanted: soup, with olives."""
    given = await a_new_modifier_group(kitchen)
    (olives, *_) = (await (await kitchen.get(ShowModifierGroup))(group=given["group"])).modifiers
    _ = await a_new_order(kitchen)
    _ = await (await kitchen.get(ChangeProduct))(
        caller=BOSS.caller, product=SOUP.id, modifier_groups=(given["group"],), tax=Name("Food")
    )
    wanted = Wanted(product=SOUP.id, quantity=Quantity(1), modifiers=(olives.id,))
    return {"caller": BOSS.caller, "customer": Name("Bob"), "wanted": [wanted]}


async def a_first_product_gone(kitchen: UseCases) -> ProductId:
    """Return a product of its own, so that soup can be ordered as before."""
    dish = await (await kitchen.get(AddProduct))(caller=BOSS.caller, name=Name(f"Dish {new_id()}"), price=SOUP.price)
    _ = await (await kitchen.get(ChangeProduct))(caller=BOSS.caller, product=dish.id, available=False)
    return dish.id


async def a_product_gone(kitchen: UseCases) -> None:
    dish = await a_first_product_gone(kitchen)
    _ = await (await kitchen.get(NumberEvents))()
    _ = await (await kitchen.get(ChangeProduct))(caller=BOSS.caller, product=dish, available=True)


async def an_event_to_deliver(kitchen: UseCases) -> dict[str, Any]:
    """Return a webhook of its own, that one event waits for and that nothing is sent to."""
    webhook = a_webhook("http://127.0.0.1/")
    await (await kitchen.get(UnitOfWork)).commit(None, (await kitchen.get(Webhooks)).add(webhook))
    _ = await a_first_product_gone(kitchen)
    _ = await (await kitchen.get(NumberEvents))()
    return {"webhook": webhook.id}


async def a_new_webhook(kitchen: UseCases) -> dict[str, Any]:
    webhook = await (await kitchen.get(AddWebhook))(caller=BOSS.caller, url=WebhookUrl("https://till.example/"))
    return {"caller": BOSS.caller, "webhook": webhook.id}


async def true_statistics(kitchen: UseCases) -> None:
    _ = await (await kitchen.get(RefreshStatistics))()


async def an_admission(kitchen: UseCases) -> dict[str, Any]:
    return {"admission": await kitchen.admission()}


async def a_new_station(kitchen: UseCases) -> dict[str, Any]:
    station = await (await kitchen.get(AddStation))(caller=BOSS.caller, name=Name(f"Bar {new_id()}"))
    return {"caller": BOSS.caller, "station": station.id}


CHOICES: Final[dict[str, Any]] = {
    "least": Least(0),
    "most": Most(1),
    "modifiers": [WantedModifier(Name("Olives"), Surcharge(50)), WantedModifier(Name("Capers"), Surcharge(60))],
}


async def a_new_modifier_group(kitchen: UseCases) -> dict[str, Any]:
    add = await kitchen.get(AddModifierGroup)
    group = await add(caller=BOSS.caller, name=Name(f"Extras {new_id()}"), **CHOICES)
    return {"caller": BOSS.caller, "group": group.id}


async def a_price_to_change(kitchen: UseCases) -> dict[str, Any]:
    given = await a_new_modifier_group(kitchen)
    (olives, *_) = (await (await kitchen.get(ShowModifierGroup))(group=given["group"])).modifiers
    return given | {"modifiers": [WantedModifier(olives.name, Surcharge(70), olives.id)]}


async def a_new_section(kitchen: UseCases) -> dict[str, Any]:
    section = await (await kitchen.get(AddSection))(caller=BOSS.caller, name=Name(f"Hall {new_id()}"))
    return {"caller": BOSS.caller, "section": section.id}


async def a_new_table(kitchen: UseCases) -> dict[str, Any]:
    table = await (await kitchen.get(AddTable))(caller=BOSS.caller, name=Name(f"Table {new_id()}"))
    return {"caller": BOSS.caller, "table": table.id}


async def an_order_to_split(kitchen: UseCases) -> dict[str, Any]:
    order = await placing("Soup", "Soup")(await kitchen.get(PlaceOrder), None)
    return {"caller": BOSS.caller, "order": order.id, "lines": [(order.lines[0].id, None)]}


async def two_orders(kitchen: UseCases) -> dict[str, Any]:
    return {**await a_new_order(kitchen), "other": (await a_new_order(kitchen))["order"]}


async def a_new_order(kitchen: UseCases) -> dict[str, Any]:
    order = await placing("Soup")(await kitchen.get(PlaceOrder), None)
    return {"caller": BOSS.caller, "order": order.id}
