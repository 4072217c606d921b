"""Who serves, as far as orders need to know, as a port."""

from abc import abstractmethod
from typing import Protocol

from domain.kernel.ids import WaiterId


class Staff(Protocol):
    """Those whose orders can be."""

    @abstractmethod
    async def serves(self, waiter: WaiterId) -> bool:
        """Tell whether somebody with this id is on the staff, active, and not the kitchen, now."""
