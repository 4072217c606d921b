"""Who serves, as far as orders need to know, as a port."""

from abc import abstractmethod
from typing import Protocol

from domain.kernel.ids import WaiterId
from domain.kernel.names import Name


class Staff(Protocol):
    """Those whose orders can be."""

    @abstractmethod
    async def serves(self, waiter: WaiterId) -> bool:
        """Tell whether somebody with this id is on the staff, active, and not the kitchen, now."""

    @abstractmethod
    async def name_of(self, waiter: WaiterId) -> Name | None:
        """Return what somebody with this id is called now, active or not, and nothing for nobody's."""
