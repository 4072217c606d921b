"""How hosts are told apart, in settings as in requests."""

import re
from typing import Final

_PORT: Final = re.compile(r":[0-9]*$")


def host_name(host: str) -> str:
    """Return a host in lower case, without a port, and without the dot that a full name may end with."""
    return _PORT.sub("", host.lower()).removesuffix(".")
