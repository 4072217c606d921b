"""How every command to an order is taken and answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from dishka import Provider
from litestar import Request, Response

from application.kernel.access import Rights
from application.kernel.once import Once
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.order import Order, OrderNotFound
from entrypoints.http.kernel.once import replayed, sent_by
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.versions import matching_versions, versioned
from entrypoints.http.ordering.views import OrderInFull, OrderShown
from entrypoints.wiring.scopes import Scope


@dataclass(frozen=True, slots=True)
class Commanding:
    """Has the caller's command done once, and answers with the order as it is then."""

    request: Request  # pyright: ignore[reportMissingTypeArgument]
    caller: Caller
    once: Once
    rights: Rights
    currency: Currency

    async def __call__(
        self, order_id: str, do: Callable[..., Awaitable[Order]], idempotency_key: str | None, if_match: str | None
    ) -> Response[OrderShown]:
        """Return the order after `do`, a use case that lacks what all commands have in common."""
        request = cast("Request[Any, Any, Any]", self.request)
        sent, order = sent_by(request, idempotency_key), OrderId(uuid_or(OrderNotFound, order_id))
        doing = partial(do, caller=self.caller, order=order, versions=matching_versions(if_match), sent=sent)
        after, before = await self.once(sent=sent, kept=await self.once.find(sent), do=doing)
        shown = OrderShown(OrderInFull.to(self.rights.roles_of(self.caller), after, self.currency))
        return versioned(shown, after.version, more=replayed(before=before))


COMMANDING = Provider(scope=Scope.REQUEST)
_ = COMMANDING.provide(Commanding)
