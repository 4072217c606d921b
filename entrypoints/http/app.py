"""The HTTP application: routes, errors and documents, put together."""

from typing import Final

from dishka import AsyncContainer
from dishka.integrations.litestar import setup_dishka
from litestar import Litestar

from application.kernel.ids import Ids
from entrypoints.http.answers import JSONAnswer
from entrypoints.http.body import LARGEST_BODY, JSONRequest, is_form, read_form
from entrypoints.http.catalogue.products import PRODUCTS
from entrypoints.http.docs import DOCS
from entrypoints.http.errors import EXCEPTION_HANDLERS
from entrypoints.http.health import HEALTH
from entrypoints.http.openapi import AmountSchemas, FormSchemas, openapi
from entrypoints.http.ordering.orders import ORDERS
from entrypoints.http.reporting.reports import REPORTS
from entrypoints.http.request_log import RequestLog
from entrypoints.http.staff.sign_in import SIGN_IN
from entrypoints.http.staff.users import USERS

VERSION: Final = "0.1.0"


def create_app(container: AsyncContainer, ids: Ids) -> Litestar:
    """Return the application, its use cases out of the container, which it closes at the end."""
    app = Litestar(
        route_handlers=[SIGN_IN, USERS, PRODUCTS, ORDERS, REPORTS, HEALTH, DOCS],
        request_class=JSONRequest,
        response_class=JSONAnswer,
        type_decoders=[(is_form, read_form)],
        request_max_body_size=LARGEST_BODY,
        exception_handlers=EXCEPTION_HANDLERS,
        openapi_config=openapi(VERSION),
        plugins=[AmountSchemas(), FormSchemas()],
        on_shutdown=[container.close],
        logging_config=None,
    )
    setup_dishka(container, app)
    app.asgi_handler = RequestLog(app.asgi_handler, ids)
    return app
