"""Which addresses are everybody's: those that the internet leads to, and no network of somebody's own."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

Address = IPv4Address | IPv6Address

_NOT_PUBLIC: Final = tuple(
    map(
        IPv4Network,
        [
            "0.0.0.0/8",  # this network, and what is not said
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared behind a provider's NAT
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local: clouds tell secrets there
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols' own
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ],
    )
)
"""IANA's special-purpose addresses (RFC 6890 and later)."""
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
"""All that is routed. Outside are loopback, link-local, unique local, multicast, IPv4-mapped and NAT64 addresses."""
_NOT_PUBLIC_6: Final = tuple(
    map(
        IPv6Network,
        [
            "2001::/23",  # protocols' own, Teredo among them, which holds an IPv4 address
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which holds an IPv4 address
            "3fff::/20",  # documentation
        ],
    )
)


def is_public(address: Address) -> bool:
    """Tell whether it is an address of the internet, and certainly none inside of a network of somebody's own."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _NOT_PUBLIC_6)
