"""Which time zones there are."""

from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from domain.kernel.errors import Invalid

_ABBREVIATIONS: Final = {"CET": "Brussels", "EET": "Athens", "MET": "Brussels", "WET": "Lisbon"}
"""What PostgreSQL takes for an abbreviation, without summer time, and the city of Europe whose zone IANA says it is."""
_UNUSABLE: Final = frozenset({"Factory", "localtime", *_ABBREVIATIONS})
"""Nobody's zone, or what the machine is set to, beside the abbreviations."""


class UnknownTimeZone(Invalid):
    """A zone that the IANA database does not know, or that is not one zone everywhere."""


def time_zone_named(name: str) -> ZoneInfo:
    """Return the zone that IANA publishes under this name, the same one to PostgreSQL, or raise `UnknownTimeZone`."""
    if city := _ABBREVIATIONS.get(name):
        raise UnknownTimeZone(
            f"{name} is an abbreviation without summer time to PostgreSQL; the zone to name is Europe/{city}"
        )
    if name not in _names():
        raise UnknownTimeZone(f"{name!r} is no time zone of the IANA database, like Europe/Lisbon")
    return ZoneInfo(name)


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones()) - _UNUSABLE  # without right/ and posix/, which systems add
