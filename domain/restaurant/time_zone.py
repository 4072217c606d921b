"""Which time zones there are."""

from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from domain.kernel.errors import Invalid

_UNUSABLE: Final = frozenset({"Factory", "localtime", "CET", "EET", "MET", "WET"})
"""Nobody's zone, or what the machine is set to; and what PostgreSQL takes for abbreviations, without summer time."""


class UnknownTimeZone(Invalid):
    """A zone that the IANA database does not know, or that is not one zone everywhere."""

    says = "This is no time zone of the IANA database, like Europe/Lisbon"


def time_zone_named(name: str) -> ZoneInfo:
    """Return the zone that IANA publishes under this name, the same one to PostgreSQL, or raise `UnknownTimeZone`."""
    if name not in _names():
        raise UnknownTimeZone
    return ZoneInfo(name)


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones()) - _UNUSABLE  # without right/ and posix/, which systems add
