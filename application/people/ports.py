"""What the use cases about people need."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from application.kernel.unit_of_work import Change
from domain.kernel.ids import WaiterId
from domain.people.email import Email
from domain.people.waiter import Waiter


class Waiters(Protocol):
    """Everybody on the staff."""

    @abstractmethod
    async def get(self, waiter_id: WaiterId) -> Waiter:
        """Return the waiter, or raise `WaiterNotFound`."""

    @abstractmethod
    async def with_email(self, email: str) -> Waiter:
        """Return the waiter with this e-mail, whatever its case, or raise `WaiterNotFound`."""

    @abstractmethod
    async def all(self) -> Sequence[Waiter]:
        """Return everybody, by id: in the order they registered."""

    @abstractmethod
    def add(self, waiter: Waiter) -> Change:
        """Keep a new waiter. The commit raises `EmailTaken` when the e-mail is."""

    @abstractmethod
    def change(self, waiter: Waiter) -> Change:
        """Put the waiter in the place of the version before it.

        The commit raises `WaiterChanged` when there is another version, `EmailTaken` when somebody else has the e-mail.
        """

    @abstractmethod
    def require_another_manager(self, than: WaiterId) -> Change:
        """Change nothing. The commit raises `NoManagerLeft` when nobody else than this waiter is an active manager."""


class EmailSyntax(Protocol):
    """The rules of e-mail addresses."""

    @abstractmethod
    def check(self, email: str) -> Email:
        """Return the address as it is to be kept, or raise `InvalidEmail`."""

    @abstractmethod
    def read(self, email: str) -> str:
        """Return what the address is kept as, however it was written; what is none, as it stands, is nobody's."""
