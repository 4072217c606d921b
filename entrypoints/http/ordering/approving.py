"""The header by which a waiter's command has a manager's approval."""

from typing import Annotated

from litestar.params import HeaderParameter

from domain.access.secret import digest

ApprovalHeader = Annotated[
    str | None,
    HeaderParameter(
        name="Approval",
        description="A manager's approval, as `POST /api/approvals` answers it, of what the caller may not do alone: "
        "good once. It is used up only where it is needed, and the command is done.",
    ),
]


def approval_in(text: str | None) -> bytes | None:
    """Return what is kept of the approval that was sent, if one was."""
    return None if text is None else digest(text)
