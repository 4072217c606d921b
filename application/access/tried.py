"""What came of a try of a secret."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.kernel.unit_of_work import Change
from domain.access.secret import Credential


@dataclass(frozen=True, slots=True)
class Tried:
    """Whose the secret was said to be, None for nobody's, whether it is, and what is kept with what it opens."""

    credential: Credential | None
    waiter_is_proven: bool
    changes: Sequence[Change] = ()
