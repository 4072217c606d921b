"""What managers approve on waiters' devices."""

from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

import msgspec
from dishka import FromDishka
from litestar import post
from litestar.params import JSONBody

from application.access.admission import Admission
from application.access.give_approval import GiveApproval
from application.kernel.access import NotForTheKitchen
from application.ordering.show_order import ShowOrder
from domain.access.approval import Approval, ApproverRefused
from domain.access.lifetimes import APPROVALS_LAST
from domain.access.token import Claims
from domain.kernel.caller import Caller
from domain.kernel.errors import Busy, Invalid
from domain.kernel.ids import OrderId
from domain.ordering.order import OrderNotFound
from domain.ordering.rights import APPROVABLE
from entrypoints.http.access.auth import signed_in_router
from entrypoints.http.access.managed_schemas import SecretRequired, secret_of
from entrypoints.http.access.schemas import EmailRequired
from entrypoints.http.kernel.body import Body, Missing
from entrypoints.http.kernel.injection import FromRequest
from entrypoints.http.kernel.responses import NOT_KEPT, TOO_OFTEN, answer, problems


class ActionRequired(Invalid):
    """An approval of nothing, or of what takes none."""

    says = f"Say what is approved: {' or '.join(APPROVABLE)}"


class Action(str):
    """A command to an order that a manager can approve."""

    __slots__ = ()

    pattern: ClassVar = f"^({'|'.join(APPROVABLE)})$"

    def __new__(cls, text: str) -> Self:
        """Return the command, or raise `ActionRequired`."""
        if text not in APPROVABLE:
            raise ActionRequired
        return str.__new__(cls, text)


class ApprovedOrderRequired(Invalid):
    """An approval of what is done to no order."""

    says = "Say which order it is done to"


class ApprovalBody(Body, frozen=True):
    """What a manager approves, and the manager's e-mail and secret: a PIN is enough on a device of the restaurant."""

    example: ClassVar = {
        "action": "void",
        "order": "01937b1e-7c00-7000-8000-000000000003",
        "email": "bo@example.com",
        "pin": "408126",
    }

    action: Annotated[Action, Missing(ActionRequired)]
    order: Annotated[OrderId, Missing(ApprovedOrderRequired)]
    email: Annotated[str, Missing(EmailRequired)]
    password: Annotated[str | None, Missing(SecretRequired, unless="pin")] = None
    pin: Annotated[str | None, Missing(instead_of="password")] = None


class ApprovalGiven(msgspec.Struct, frozen=True):
    """An approval: what to send as `Approval`, once, within so many seconds. It is shown this once."""

    approval: str
    action: str
    order: UUID
    approved_by: UUID
    expires_in: int

    @classmethod
    def of(cls, approval: Approval, token: str) -> Self:
        """Show an approval."""
        return cls(token, approval.action, approval.order, approval.by, int(APPROVALS_LAST.total_seconds()))


_EXAMPLE: Final = {
    "approval": "XyZ...",
    "action": "void",
    "order": "01937b1e-7c00-7000-8000-000000000003",
    "approved_by": "01937b1e-7c00-7000-8000-000000000006",
    "expires_in": int(APPROVALS_LAST.total_seconds()),
}


@post(
    cache_control=NOT_KEPT,
    responses=answer(201, ApprovalGiven, _EXAMPLE)
    | problems(ApproverRefused(), OrderNotFound(), NotForTheKitchen(), TOO_OFTEN, Busy()),
)
async def give_approval(
    data: JSONBody[ApprovalBody],
    caller: FromRequest[Caller],
    claims: FromRequest[Claims],
    admission: FromRequest[Admission],
    show: FromDishka[ShowOrder],
    give: FromDishka[GiveApproval],
) -> ApprovalGiven:
    """Approve a command.

    The caller is the waiter, and may give this command to this order once, within two minutes.
    """
    order = (await show(caller=caller, order=data.order)).id
    return ApprovalGiven.of(
        *await give(
            caller=caller,
            session=claims.session,
            action=data.action,
            order=order,
            email=data.email,
            secret=secret_of(data.password, data.pin),
            admission=admission,
        )
    )


APPROVALS: Final = signed_in_router("/api/approvals", give_approval, tag="Orders")
