"""How every command to an order is taken and answered."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, TypeVar, cast

import msgspec
from dishka import Provider
from litestar import Request, Response
from litestar.openapi.spec import Example

from application.kernel.access import Rights
from application.kernel.business_days import BusinessDays
from application.kernel.clock import Clock
from application.kernel.once import Once
from domain.billing.day import DayClosed
from domain.billing.rules import BillingRules
from domain.kernel.caller import Caller
from domain.kernel.errors import Stale
from domain.kernel.ids import OrderId
from domain.kernel.money import Currency
from domain.ordering.chart import OrderStatus
from domain.ordering.dividing import Divided
from domain.ordering.order import Order, OrderNotFound
from domain.ordering.refusals import CommandNotAllowed, OrderChanged, OrderNotOpen
from entrypoints.http.kernel.addresses import address, shown_at
from entrypoints.http.kernel.answers import JSONAnswer
from entrypoints.http.kernel.errors import problem_of
from entrypoints.http.kernel.once import replayed, sent_by
from entrypoints.http.kernel.problems import PROBLEM_JSON, Problem
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import Refusal, Responded, answer, problems
from entrypoints.http.kernel.versions import matching_versions, tag, versioned
from entrypoints.http.ordering.bill_views import BillView, OrderBilled
from entrypoints.http.ordering.views import FULL_EXAMPLE, OrderDivided, OrderInFull, OrderShown
from entrypoints.wiring.scopes import Scope

T = TypeVar("T")
Headers = Mapping[str, str]


class StaleOrder(Problem, frozen=True, kw_only=True):
    """Why a command was not done: the order is at another version than the one looked at, and this is how it stands."""

    order: OrderInFull


_SHOWN: Final = answer(200, OrderShown, {"order": FULL_EXAMPLE})
_STALE_EXAMPLE: Final = {**msgspec.to_builtins(problem_of(Stale(current=3), "")), "order": FULL_EXAMPLE}


NOT_OPEN: Final = OrderNotOpen.now(OrderStatus.CLOSED)
NOT_CHANGEABLE: Final = (NOT_OPEN, DayClosed())
"""Why what an order comes to stays as it is."""


def commanded(*refusals: Refusal, shown: Responded = _SHOWN) -> Responded:
    """Return the documentation of a command to an order: what is `shown` once it is done, and that these refuse it."""
    documented = problems(CommandNotAllowed(), OrderChanged(), Stale(current=3), *refusals)
    stale = replace(documented[412], data_container=StaleOrder, examples=[Example(value=_STALE_EXAMPLE)])
    return {**shown, **documented, 412: stale}


@dataclass(frozen=True, slots=True)
class Commanding:
    """Has the caller's command done once, and answers with the order as it is then."""

    request: Request  # pyright: ignore[reportMissingTypeArgument]
    caller: Caller
    once: Once
    rights: Rights
    currency: Currency
    rules: BillingRules
    days: BusinessDays
    clock: Clock

    async def __call__(
        self, order_id: str, do: Callable[..., Awaitable[Order]], idempotency_key: str | None, if_match: str | None
    ) -> Response[OrderShown]:
        """Return the order after `do`, a use case that lacks what all commands have in common."""
        return await self._answer(self._done, order_id, do, idempotency_key, if_match)

    async def bill(
        self, order_id: str, do: Callable[..., Awaitable[Order]], idempotency_key: str | None, if_match: str | None
    ) -> Response[OrderBilled]:
        """Return the order after `do`, and its bill."""
        return await self._answer(self._billed, order_id, do, idempotency_key, if_match)

    async def split(
        self, order_id: str, do: Callable[..., Awaitable[Divided]], idempotency_key: str | None, if_match: str | None
    ) -> Response[OrderDivided]:
        """Return the order after `do` and the new one, and where that is found."""
        return await self._answer(self._divided, order_id, do, idempotency_key, if_match)

    @property
    def _request(self) -> Request[Any, Any, Any]:
        return cast("Request[Any, Any, Any]", self.request)

    async def _answer(
        self,
        shown: Callable[[T, Headers], Response[Any]],
        order_id: str,
        do: Callable[..., Awaitable[T]],
        idempotency_key: str | None,
        if_match: str | None,
    ) -> Response[Any]:
        sent, order = sent_by(self._request, idempotency_key), OrderId(uuid_or(OrderNotFound, order_id))
        doing = partial(do, caller=self.caller, order=order, versions=matching_versions(if_match), sent=sent)
        try:
            done, before = await self.once(sent=sent, kept=await self.once.find(sent), do=doing)
        except Stale as stale:
            return self._stale(stale, cast("Order", stale.found))
        return shown(done, replayed(before=before))

    def _done(self, after: Order, more: Headers) -> Response[Any]:
        return versioned(OrderShown(self._shown(after)), after.version, more=more)

    def _billed(self, after: Order, more: Headers) -> Response[Any]:
        bill = BillView.of(after, self.currency, self.rules.cash_rounding)
        return versioned(OrderBilled(self._shown(after), bill), after.version, more=more)

    def _divided(self, divided: Divided, more: Headers) -> Response[Any]:
        shown = OrderDivided(self._shown(divided.order), self._shown(divided.new_order))
        found = {"Location": address(self._request, f"/api/orders/{divided.new_order.id}")}
        return versioned(shown, divided.order.version, more={**found, **more})

    def _stale(self, stale: Stale, order: Order) -> Response[Any]:
        problem = problem_of(stale, shown_at(self._request.scope))
        shown = StaleOrder(**msgspec.structs.asdict(problem), order=self._shown(order))
        headers = {"ETag": tag(stale.current)}
        return JSONAnswer(shown, status_code=problem.status, media_type=PROBLEM_JSON, headers=headers)

    def _shown(self, order: Order) -> OrderInFull:
        return OrderInFull.to(self.rights.roles_of(self.caller), order, self.currency, self.days, self.clock.now())


COMMANDING = Provider(scope=Scope.REQUEST)
_ = COMMANDING.provide(Commanding)
