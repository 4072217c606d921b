"""How hosts are told apart, in settings as in requests."""

import re
from collections.abc import Iterable
from typing import Final

_PORT: Final = re.compile(r":[0-9]*$")


def host_name(host: str) -> str:
    """Return a host in lower case, without a port, and without the dot that a full name may end with."""
    return _PORT.sub("", host.lower()).removesuffix(".")


def hosts_and_slugs(pairs: Iterable[str]) -> list[tuple[str, str]]:
    """Return hosts, as they are told apart, and slugs, of pairs like `orders.example.com=trattoria`."""
    return [(host_name(host), slug) for host, _, slug in (each.partition("=") for each in pairs)]
