"""Addresses: who has which, and those of the proxies whose word is taken."""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address

_ONES_OWN: Final = 64
"""How many bits of an IPv6 address are somebody's own network."""
_REMEMBERED: Final = 4_096
_WITH_PORT: Final = re.compile(r"\[(?P<six>[^]]+)](:\d+)?|(?P<four>[\d.]+):\d+")


def read_address(text: str) -> Address | None:
    """Return the address, without a port that some proxies add; an IPv4 one that is written as IPv6 is one still."""
    with_port = _WITH_PORT.fullmatch(text.strip())
    try:
        address = ip_address((with_port["six"] or with_port["four"]) if with_port else text.strip())
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


@lru_cache(_REMEMBERED)
def owner(host: str) -> str:
    """Return whose address this is: of IPv6 the network, as whoever has one address there has all 2**64 of them."""
    address = read_address(host)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _ONES_OWN), strict=False))
    return host if address is None else str(address)


class Proxies:
    """The networks of `TRUSTED_PROXIES`."""

    def __init__(self, networks: Sequence[str]) -> None:
        self._networks = [ip_network(each) for each in networks]

    def have(self, address: Address | None) -> bool:
        """Tell whether this is the address of a proxy that is believed."""
        return address is not None and any(address in network for network in self._networks)
