"""What nobody can guess, from the operating system."""

import secrets
from typing import Final

from application.access.chance import Chance
from domain.access.secret import Code

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none looks like another


class SystemChance(Chance):
    """Asks the operating system."""

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def code(self) -> Code:
        """Return sixteen letters."""
        return Code("".join(secrets.choice(_LETTERS) for _ in range(16)))
