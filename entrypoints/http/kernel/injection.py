"""What handlers are given out of the container: what is built once, and, in a scope of its own, what is of one call."""

from collections.abc import Mapping
from inspect import Parameter
from typing import Annotated, Any, Final, TypeVar, get_args, get_type_hints

from dishka import AsyncContainer, FromComponent, Scope
from dishka.integrations.base import wrap_injection
from litestar import Request, Router
from litestar.handlers import HTTPRouteHandler
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler
from typing_extensions import override

T = TypeVar("T")

_OF_A_REQUEST: Final = object()

FromRequest = Annotated[T, FromComponent(), _OF_A_REQUEST]
"""For a handler's parameter that is of its request, as who calls. Only such a handler has a scope opened for it."""


class Injected(Router):
    """A router whose handlers are given what they name, `FromDishka` or `FromRequest`."""

    @override
    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        if isinstance(value, HTTPRouteHandler):
            value._fn = _injected(value._fn)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - as dishka's own router does
        return super().register(value)


def _injected(handler: Any) -> Any:  # noqa: ANN401 - a handler with any parameters
    hints = get_type_hints(handler, include_extras=True)
    needs_scope = any(_OF_A_REQUEST in get_args(hint) for hint in hints.values())
    request = Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request)
    return wrap_injection(
        func=handler,
        is_async=True,
        additional_params=[] if "request" in hints else [request],
        container_getter=_opener if needs_scope else _container,
        scope=Scope.REQUEST if needs_scope else None,
    )


def _container(_: object, given: Mapping[str, Any]) -> AsyncContainer:
    return given["request"].app.state.dishka_container


def _opener(_: object, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what opens a scope, as a container itself does
    container, context = _container(_, given), {Request: given["request"]}

    def open_scope(_: object, *, scope: Scope) -> Any:  # noqa: ANN401 - dishka names no type for it
        return container(context, scope=scope)

    return open_scope
