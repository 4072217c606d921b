"""The HTTP application: routes, errors and documents, put together."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from litestar import Litestar
from litestar.datastructures import State
from litestar.types import ASGIApp

from entrypoints.console.shell import CONSOLE
from entrypoints.hosts import hosts_and_slugs
from entrypoints.http.access.audit import AUDIT
from entrypoints.http.access.devices import DEVICES
from entrypoints.http.access.managed import MANAGED_SIGN_IN, MANAGED_USERS
from entrypoints.http.access.sign_in import OPEN_SIGN_IN, SIGN_IN
from entrypoints.http.billing.payment_methods import PAYMENT_METHODS
from entrypoints.http.billing.taxes import TAXES
from entrypoints.http.catalogue.modifier_groups import MODIFIER_GROUPS
from entrypoints.http.catalogue.products import PRODUCTS
from entrypoints.http.catalogue.stations import STATIONS
from entrypoints.http.events.audiences import Audiences
from entrypoints.http.events.events import EVENTS, HISTORY
from entrypoints.http.events.webhooks import WEBHOOKS
from entrypoints.http.floor.sections import SECTIONS
from entrypoints.http.floor.tables import TABLES
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.connections import Connections, Open, none_known
from entrypoints.http.kernel.cross_origin import CrossOrigin
from entrypoints.http.kernel.docs import DOCS
from entrypoints.http.kernel.entrance import ENTRANCE
from entrypoints.http.kernel.errors import EXCEPTION_HANDLERS
from entrypoints.http.kernel.heads import Heads
from entrypoints.http.kernel.health import HEALTH
from entrypoints.http.kernel.json_request import LARGEST_BODY, JSONRequest
from entrypoints.http.kernel.openapi import BodySchemas, ValueSchemas, openapi
from entrypoints.http.kernel.parameters import ensure_known
from entrypoints.http.kernel.prefix import Prefixed
from entrypoints.http.kernel.protection import Protection
from entrypoints.http.kernel.proxies import Proxies
from entrypoints.http.kernel.request_log import RequestLog
from entrypoints.http.ordering.approvals import APPROVALS
from entrypoints.http.ordering.kitchen import KITCHEN
from entrypoints.http.ordering.orders import ORDERS
from entrypoints.http.people.colleagues import COLLEAGUES
from entrypoints.http.people.users import OPEN_USERS
from entrypoints.http.reporting.days import DAYS
from entrypoints.http.reporting.reports import REPORTS
from entrypoints.http.restaurant.choosing import Choosing
from entrypoints.http.restaurant.operated import RESTAURANTS
from entrypoints.http.restaurant.restaurants import RESTAURANT
from entrypoints.settings import Settings
from entrypoints.wiring.containers import Containers
from entrypoints.wiring.first import open_in_memory

VERSION: Final = "0.1.0"
_OF_A_MODE: Final = {
    "open": [OPEN_SIGN_IN, OPEN_USERS],
    "managed": [MANAGED_SIGN_IN, MANAGED_USERS, DEVICES, APPROVALS],
}


def create_app(
    containers: Containers,
    new_id: Callable[[], object],
    settings: Settings,
    *,
    opened: Callable[[int], Iterable[Open]] = none_known,
) -> Litestar:
    """Return the application, its use cases out of the containers, which it closes at the end.

    `opened` tells which connections its process has, or none where there are no more than the number it is given.
    """
    return wired(routed(settings.auth_mode), containers, new_id, settings, opened=opened)


def routed(auth_mode: str) -> Litestar:
    """Return what answers in a mode, once it is wired."""
    return Litestar(
        route_handlers=[
            *_OF_A_MODE[auth_mode],
            SIGN_IN,
            COLLEAGUES,
            PRODUCTS,
            STATIONS,
            TAXES,
            DAYS,
            PAYMENT_METHODS,
            MODIFIER_GROUPS,
            SECTIONS,
            TABLES,
            ORDERS,
            KITCHEN,
            HISTORY,
            EVENTS,
            WEBHOOKS,
            REPORTS,
            AUDIT,
            RESTAURANT,
            RESTAURANTS,
            HEALTH,
            DOCS,
            ENTRANCE,
            CONSOLE,
        ],
        request_class=JSONRequest,
        response_class=JSONAnswer,
        request_max_body_size=LARGEST_BODY,
        before_request=ensure_known,  # where nobody signs in: elsewhere `signed_in` does it
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=openapi(VERSION),
        plugins=[BodySchemas(), ValueSchemas()],
        logging_config=None,
        # Said here, or environment variables of the framework would decide.
        debug=False,
        pdb_on_exception=False,
    )


def wired(
    app: Litestar,
    containers: Containers,
    new_id: Callable[[], object],
    settings: Settings,
    *,
    opened: Callable[[int], Iterable[Open]] = none_known,
) -> Litestar:
    """Return what is `routed`, with all it answers by, and with what is wrapped around it."""
    choose = Choosing(containers, settings.restaurant_hosts)
    app.state = State({"containers": containers, "container": containers.app, "choose": choose})
    proxies = Proxies(settings.trusted_proxies)
    connections = Connections(app.asgi_handler, opened, proxies=proxies)
    app.on_startup[:] = [partial(open_in_memory, containers, settings), connections.start]
    app.on_shutdown[:] = [connections.stop, partial(_end_streams, containers), containers.app.close]
    app.asgi_handler = RequestLog(_wrapped(connections, app, settings, proxies), new_id)
    return app


async def _end_streams(containers: Containers) -> None:
    await (await containers.app.get(Audiences)).close()


def _wrapped(answering: ASGIApp, app: Litestar, settings: Settings, proxies: Proxies) -> ASGIApp:
    answering = Heads(answering)
    if settings.cors_origins:
        answering = CrossOrigin(answering, settings.cors_origins)
    named = [host for host, _ in hosts_and_slugs(settings.restaurant_hosts)]
    answering = Protection(
        answering,
        https_only=settings.app_env == "production",
        hosts=[*settings.allowed_hosts, *named] if settings.allowed_hosts else [],
        origins=settings.cors_origins,
    )
    return Prefixed(
        answering,
        usual=settings.root_path,
        proxies=proxies,
        entries={route.path.split("/")[1] for route in app.routes},
    )
