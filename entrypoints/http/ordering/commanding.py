"""How every command to an order is taken and answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

from dishka import Provider
from litestar import Request, Response

from application.kernel.access import Rights
from application.kernel.once import Once
from domain.kernel.caller import Caller
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.dividing import Divided
from domain.ordering.order import Order, OrderNotFound
from entrypoints.http.kernel.addresses import address
from entrypoints.http.kernel.once import replayed, sent_by
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.versions import matching_versions, versioned
from entrypoints.http.ordering.views import OrderDivided, OrderInFull, OrderShown
from entrypoints.wiring.scopes import Scope

T = TypeVar("T")


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
        after, before = await self._once(order_id, do, idempotency_key, if_match)
        return versioned(OrderShown(self._shown(after)), after.version, more=replayed(before=before))

    async def split(
        self, order_id: str, do: Callable[..., Awaitable[Divided]], idempotency_key: str | None, if_match: str | None
    ) -> Response[OrderDivided]:
        """Return the order after `do` and the new one, and where that is found."""
        divided, before = await self._once(order_id, do, idempotency_key, if_match)
        shown = OrderDivided(self._shown(divided.order), self._shown(divided.new_order))
        found = {"Location": address(self._request, f"/api/orders/{divided.new_order.id}")}
        return versioned(shown, divided.order.version, more=found | replayed(before=before))

    @property
    def _request(self) -> Request[Any, Any, Any]:
        return cast("Request[Any, Any, Any]", self.request)

    async def _once(
        self, order_id: str, do: Callable[..., Awaitable[T]], idempotency_key: str | None, if_match: str | None
    ) -> tuple[T, bool]:
        sent, order = sent_by(self._request, idempotency_key), OrderId(uuid_or(OrderNotFound, order_id))
        doing = partial(do, caller=self.caller, order=order, versions=matching_versions(if_match), sent=sent)
        return await self.once(sent=sent, kept=await self.once.find(sent), do=doing)

    def _shown(self, order: Order) -> OrderInFull:
        return OrderInFull.to(self.rights.roles_of(self.caller), order, self.currency)


COMMANDING = Provider(scope=Scope.REQUEST)
_ = COMMANDING.provide(Commanding)
