"""Names of people, customers, products and restaurants."""

import re
from typing import Final

from domain.kernel.errors import Invalid

LONGEST_NAME: Final = 120
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class InvalidName(Invalid):
    """A name that is empty, too long, or holds what cannot be seen."""

    says = f"A name has 1 to {LONGEST_NAME} characters and no control characters"


def tidy_name(text: str) -> str:
    """Return `text` without surrounding white space, or raise `InvalidName`."""
    name = text.strip()
    if not 1 <= len(name) <= LONGEST_NAME or _UNSEEN.search(name):
        raise InvalidName
    return name
