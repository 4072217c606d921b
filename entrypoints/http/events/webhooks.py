"""The webhooks."""

from functools import partial
from typing import Any, Final

from dishka import FromDishka
from litestar import Request, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from application.events.add_webhook import AddWebhook
from application.events.change_webhook import ChangeWebhook
from application.events.list_deliveries import ListDeliveries
from application.events.list_webhooks import ListWebhooks
from application.events.remove_webhook import RemoveWebhook
from application.events.replay_webhook import ReplayWebhook
from application.events.show_webhook import ShowWebhook
from application.kernel.access import NotForTheKitchen, OnlyManagersManage, Rights
from application.kernel.once import Once
from domain.events.event import EventNotYet
from domain.events.webhook import (
    InvalidWebhookUrl,
    TooManyWebhooks,
    WebhookAddressRefused,
    WebhookChanged,
    WebhookId,
    WebhookNotFound,
)
from domain.kernel.caller import Caller
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.events.webhook_schemas import (
    DELIVERY_EXAMPLE,
    WEBHOOK_EXAMPLE,
    DeliveriesListed,
    DeliveryView,
    ReplayBody,
    UnknownEventType,
    WebhookBody,
    WebhookChangeBody,
    WebhookCreated,
    WebhookShown,
    WebhooksListed,
    WebhookView,
)
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.once import IdempotencyKey, created, replayed, sent_by
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import NOT_KEPT, NOTHING_TO_SAY, answer, problems
from entrypoints.http.kernel.versions import IfMatch, matching_versions, versioned

_MANAGERS: Final = (OnlyManagersManage(), NotForTheKitchen())
_URLS: Final = (InvalidWebhookUrl(field=("url",)), WebhookAddressRefused(field=("url",)))
_TYPES: Final = UnknownEventType(field=("types", 0))


@get(responses=answer(200, WebhooksListed, {"webhooks": [WEBHOOK_EXAMPLE]}) | problems(*_MANAGERS))
async def list_webhooks(webhooks: FromDishka[ListWebhooks], caller: FromRequest[Caller]) -> WebhooksListed:
    """List the webhooks."""
    return WebhooksListed([WebhookView.of(each) for each in await webhooks(caller=caller)])


@post(
    cache_control=NOT_KEPT,
    responses=answer(
        201,
        WebhookCreated,
        {"message": "Webhook created successfully", "webhook": WEBHOOK_EXAMPLE, "secret": "whsec_..."},
    )
    | problems(*_MANAGERS, *_URLS, _TYPES, EventNotYet(field=("after",)), TooManyWebhooks()),
)
async def add_webhook(
    request: Request[Any, Any, Any],
    data: JSONBody[WebhookBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    add: FromDishka[AddWebhook],
    idempotency_key: IdempotencyKey = None,
) -> Response[WebhookCreated]:
    """Add a webhook.

    Events are sent to it by POST, as the feed shows them, one after the other, signed with its secret as Standard
    Webhooks say. A status of 200 to 299 within 10 seconds says that one is received; else it is sent again after
    growing waits. One may come twice, with the same `webhook-id`.
    """
    rights.ensure_may_change_webhooks(caller)  # here too: an answer kept from before passes the use case by
    sent = sent_by(request, idempotency_key)
    adding = partial(add, caller=caller, url=data.url, types=data.types, after=data.after, sent=sent)
    webhook, before = await once(sent=sent, kept=await once.find(sent), do=adding)
    return created(request, webhook.id, WebhookCreated.of(webhook), before=before)


@get(
    "/{webhook_id:str}",
    responses=answer(200, WebhookShown, {"webhook": WEBHOOK_EXAMPLE}) | problems(*_MANAGERS, WebhookNotFound()),
)
async def show_webhook(
    webhook_id: FromPath[str], show: FromDishka[ShowWebhook], caller: FromRequest[Caller]
) -> Response[WebhookShown]:
    """Show a webhook.

    Its `ETag` is for changing it: deliveries come and go without it.
    """
    webhook = await show(caller=caller, webhook=WebhookId(uuid_or(WebhookNotFound, webhook_id)))
    return versioned(WebhookShown(WebhookView.of(webhook)), webhook.version)


@patch(
    "/{webhook_id:str}",
    responses=answer(200, WebhookShown, {"webhook": WEBHOOK_EXAMPLE})
    | problems(*_MANAGERS, *_URLS, _TYPES, WebhookNotFound(), WebhookChanged()),
)
async def change_webhook(
    webhook_id: FromPath[str],
    data: JSONBody[WebhookChangeBody],
    change: FromDishka[ChangeWebhook],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> Response[WebhookShown]:
    """Change a webhook.

    Once it is changed, it is tried at once.
    """
    which, versions = WebhookId(uuid_or(WebhookNotFound, webhook_id)), matching_versions(if_match)
    webhook = await change(
        caller=caller, webhook=which, versions=versions, url=data.url, types=data.types.value, is_active=data.active
    )
    return versioned(WebhookShown(WebhookView.of(webhook)), webhook.version)


@delete("/{webhook_id:str}", responses=NOTHING_TO_SAY | problems(*_MANAGERS, WebhookNotFound(), WebhookChanged()))
async def remove_webhook(
    webhook_id: FromPath[str],
    remove: FromDishka[RemoveWebhook],
    caller: FromRequest[Caller],
    if_match: IfMatch = None,
) -> None:
    """Remove a webhook."""
    which, versions = WebhookId(uuid_or(WebhookNotFound, webhook_id)), matching_versions(if_match)
    await remove(caller=caller, webhook=which, versions=versions)


@post(
    "/{webhook_id:str}/replay",
    status_code=200,
    responses=answer(200, WebhookShown, {"webhook": WEBHOOK_EXAMPLE})
    | problems(*_MANAGERS, WebhookNotFound(), EventNotYet(field=("after",)), WebhookChanged()),
)
async def replay_webhook(
    request: Request[Any, Any, Any],
    webhook_id: FromPath[str],
    data: JSONBody[ReplayBody],
    once: FromDishka[Once],
    caller: FromRequest[Caller],
    rights: FromDishka[Rights],
    replay: FromDishka[ReplayWebhook],
    idempotency_key: IdempotencyKey = None,
) -> Response[WebhookShown]:
    """Replay events to a webhook.

    What comes after this number is delivered, once more or not at all. Where it was purged, it goes on at the first
    event there is, as `after` in the answer says.
    """
    rights.ensure_may_change_webhooks(caller)  # here too: an answer kept from before passes the use case by
    which, sent = WebhookId(uuid_or(WebhookNotFound, webhook_id)), sent_by(request, idempotency_key)
    replaying = partial(replay, caller=caller, webhook=which, after=data.after, sent=sent)
    webhook, before = await once(sent=sent, kept=await once.find(sent), do=replaying)
    return JSONAnswer(WebhookShown(WebhookView.of(webhook)), headers=replayed(before=before))


@get(
    "/{webhook_id:str}/deliveries",
    responses=answer(200, DeliveriesListed, {"deliveries": [DELIVERY_EXAMPLE]})
    | problems(*_MANAGERS, WebhookNotFound()),
)
async def list_deliveries(
    webhook_id: FromPath[str], deliveries: FromDishka[ListDeliveries], caller: FromRequest[Caller]
) -> DeliveriesListed:
    """List deliveries to a webhook.

    The last hundred, newest first.
    """
    found = await deliveries(caller=caller, webhook=WebhookId(uuid_or(WebhookNotFound, webhook_id)))
    return DeliveriesListed([DeliveryView.of(each) for each in found])


WEBHOOKS: Final = signed_in_router(
    "/api/webhooks",
    list_webhooks,
    add_webhook,
    show_webhook,
    change_webhook,
    remove_webhook,
    replay_webhook,
    list_deliveries,
    tag="Webhooks",
)
