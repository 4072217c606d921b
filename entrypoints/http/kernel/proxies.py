"""Clients' addresses, and the proxies whose headers are trusted."""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address

_ONES_OWN: Final = 64
"""Bits of the network part of an IPv6 address: a client has all addresses of its /64."""
_REMEMBERED: Final = 4_096
_WITH_PORT: Final = re.compile(r"\[(?P<six>[^]]+)](:\d+)?|(?P<four>[\d.]+):\d+")


def read_address(text: str) -> Address | None:
    """Return the address without a port, which some proxies add, and an IPv4-mapped one as IPv4."""
    with_port = _WITH_PORT.fullmatch(text.strip())
    try:
        address = ip_address((with_port["six"] or with_port["four"]) if with_port else text.strip())
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


@lru_cache(_REMEMBERED)
def owner(host: str) -> str:
    """Return by what a client is counted: its IPv4 address, or its IPv6 network."""
    address = read_address(host)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _ONES_OWN), strict=False))
    return host if address is None else str(address)


class Proxies:
    """The networks of `TRUSTED_PROXIES`."""

    def __init__(self, networks: Sequence[str]) -> None:
        self._networks = [ip_network(each) for each in networks]

    def have(self, address: Address | None) -> bool:
        """Tell whether this is the address of a trusted proxy."""
        return address is not None and any(address in network for network in self._networks)
