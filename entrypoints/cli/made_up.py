"""Ids of what never was: those of its moment, and the same for the same chance."""

from random import Random
from uuid import UUID


def id_of(chance: Random, moment: float) -> UUID:
    """Return a UUIDv7 of this moment (RFC 9562): 48 bits of milliseconds, then chance."""
    random = chance.getrandbits(74)
    bits = int(moment * 1000) << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | random & (1 << 62) - 1
    return UUID(int=bits)
