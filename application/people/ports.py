"""What the use cases about people need."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from domain.kernel.ids import WaiterId
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
    async def add(self, waiter: Waiter) -> None:
        """Keep a new waiter once the unit of work commits, which raises `EmailTaken` when the e-mail is."""

    @abstractmethod
    async def change(self, waiter: Waiter) -> None:
        """Put the waiter in the place of the version before it once the unit of work commits.

        That raises `WaiterChanged` when there is another version by then, and `EmailTaken` when somebody else has the
        e-mail.
        """

    @abstractmethod
    async def require_another_manager(self, than: WaiterId) -> None:
        """Have the commit raise `NoManagerLeft` when nobody else than this waiter is an active manager."""


class EmailSyntax(Protocol):
    """The rules of e-mail addresses."""

    @abstractmethod
    def check(self, email: str) -> str:
        """Return the address as it is to be kept, or raise `InvalidEmail`."""

    @abstractmethod
    def read(self, email: str) -> str:
        """Return what the address is kept as, however it was written; what is none, as it stands, is nobody's."""
