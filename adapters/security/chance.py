"""What nobody can guess, from the operating system."""

import secrets
from typing import Final

from application.kernel.chance import Chance

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none looks like another


class SystemChance(Chance):
    """Asks the operating system."""

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def code(self) -> str:
        """Return four groups of four letters: XXXX-XXXX-XXXX-XXXX."""
        return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
