"""What handlers are given: what their restaurant's container makes once, and what is of one request."""

from collections.abc import Mapping
from functools import wraps
from inspect import Parameter
from typing import Annotated, Any, Final, Protocol, TypeVar, get_args, get_type_hints

from dishka import AsyncContainer, FromComponent
from dishka.integrations.base import wrap_injection
from litestar import Request, Router
from litestar.handlers import HTTPRouteHandler
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler
from typing_extensions import override

from domain.kernel.errors import SettingsChanged, Unavailable
from entrypoints.wiring.scopes import Scope

T = TypeVar("T")

_OF_A_REQUEST: Final = object()

FromRequest = Annotated[T, FromComponent(), _OF_A_REQUEST]
"""For a handler's parameter that is of its request, as who calls. Only such a handler has a scope opened for it."""


Given = Mapping[str, Any]
"""The arguments of a handler, by name: its request among them."""


class Choose(Protocol):
    """Chooses the restaurant that a request means."""

    async def __call__(self, request: Request[Any, Any, Any], body: object, *, anew: bool) -> AsyncContainer:
        """Return its container; made `anew`, of what the restaurant is like by now."""
        ...

    async def named(self, slug: str) -> AsyncContainer:
        """Return that of the restaurant with this slug, as it is now, or raise `RestaurantNotFound`."""
        ...


WHILE_CLOSED: Final = "while_closed"
"""For a handler's `opt`: it is answered where the restaurant is closed, too."""

_CHOSEN: Final = "container"


class Injected(Router):
    """A router whose handlers are given what they name, `FromDishka` or `FromRequest`, of their restaurant."""

    @override
    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        if isinstance(value, HTTPRouteHandler):
            value._fn = self.injected(value._fn)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - as dishka's own router does
        return super().register(value)

    @staticmethod
    def injected(handler: Any) -> Any:  # noqa: ANN401 - a handler with any parameters
        """Return the handler that needs its request only."""
        answer = _injected(handler)
        if answer is handler:  # it names nothing
            return handler

        @wraps(answer)
        async def answer_for_restaurant(*args: object, **given: Any) -> object:  # noqa: ANN401 - the same
            try:
                _ = await chosen(given["request"], given.get("data"))
                return await answer(*args, **given)
            except SettingsChanged:  # raised before anything is kept: what comes now goes by those of today
                try:
                    _ = await chosen(given["request"], given.get("data"), anew=True)
                    return await answer(*args, **given)
                except SettingsChanged:
                    raise Unavailable from None

        return answer_for_restaurant


class InjectedForAll(Injected):
    """A router whose handlers are for no restaurant in particular."""

    @staticmethod
    @override
    def injected(handler: Any) -> Any:
        answer = _injected(handler)
        if answer is handler:
            return handler

        @wraps(answer)
        async def answer_for_all(*args: object, **given: Any) -> object:  # noqa: ANN401 - the same
            given["request"].scope["state"][_CHOSEN] = given["request"].app.state.container
            return await answer(*args, **given)

        return answer_for_all


async def chosen(request: Request[Any, Any, Any], body: object = None, *, anew: bool = False) -> AsyncContainer:
    """Return the container that the request has been given, which is chosen now if it has none yet, or `anew`."""
    state = request.scope["state"]
    if anew or _CHOSEN not in state:
        choose: Choose = request.app.state.choose
        state[_CHOSEN] = await choose(request, body, anew=anew)
    return state[_CHOSEN]


async def container_named(request: Request[Any, Any, Any], slug: str) -> AsyncContainer:
    """Return the container of the restaurant that a path names, or raise `RestaurantNotFound`."""
    choose: Choose = request.app.state.choose
    return await choose.named(slug)


def _injected(handler: Any) -> Any:  # noqa: ANN401 - a handler with any parameters
    hints = get_type_hints(handler, include_extras=True)
    needs_scope = any(_OF_A_REQUEST in get_args(hint) for hint in hints.values())
    request = Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request)
    wrap: Any = wrap_injection  # its types know dishka's own scopes only
    return wrap(
        func=handler,
        is_async=True,
        additional_params=[] if "request" in hints else [request],
        container_getter=_opener if needs_scope else _container,
        scope=Scope.REQUEST if needs_scope else None,
    )


def _container(_: object, given: Given) -> AsyncContainer:
    return given["request"].scope["state"][_CHOSEN]


def _opener(_: object, given: Given) -> Any:  # noqa: ANN401 - what opens a scope, as a container itself does
    container, context = _container(_, given), {Request: given["request"]}

    def open_scope(_: object, *, scope: Scope) -> Any:  # noqa: ANN401 - dishka names no type for it
        return container(context, scope=scope)

    return open_scope
