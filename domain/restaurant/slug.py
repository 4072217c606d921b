"""How a restaurant is called where a name has to be plain: in addresses, headers and the settings of tills."""

import re
from typing import ClassVar, Final, Self
from uuid import UUID

from domain.kernel.errors import Invalid

_RESERVED: Final = frozenset({"admin", "api", "chain", "console", "docs", "health", "openapi", "restaurants", "www"})
"""What is, or may become, the name of something else in the same place."""


class InvalidSlug(Invalid):
    """A slug that could not stand in a host name, or is meant for something else."""

    says = "A slug has 1 to 63 letters a to z, digits and hyphens, none at its ends, and is no UUID"


class Slug(str):
    """A label of a host name (RFC 1035), in lower case."""

    __slots__ = ()

    pattern: ClassVar = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"

    def __new__(cls, text: str) -> Self:
        """Return the slug that `text` is, or raise `InvalidSlug`."""
        if not re.fullmatch(cls.pattern, text) or _is_uuid(text):
            raise InvalidSlug
        if text in _RESERVED:
            raise InvalidSlug(f"{text} is reserved; another slug is needed")
        return str.__new__(cls, text)


def _is_uuid(text: str) -> bool:
    try:
        _ = UUID(text)
    except ValueError:
        return False
    return True
