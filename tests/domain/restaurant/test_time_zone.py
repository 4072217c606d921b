"""Time zones: those that IANA publishes, whatever else the system has."""

from typing import Final
from zoneinfo import available_timezones

import pytest

from domain.restaurant.time_zone import UnknownTimeZone, time_zone_named

NOT_ONE_ZONE: Final = (
    "localtime",
    "Factory",
    "posixrules",
    "leapseconds",
    "right/UTC",
    "posix/Europe/Paris",
    "europe/paris",
    "tzdata.zi",
)


@pytest.mark.parametrize("name", [*NOT_ONE_ZONE, "", ".", "Europe", "Europe/", "../UTC", "/etc/localtime", "UTC\0"])
def test_what_is_not_the_same_zone_everywhere_is_refused(name: str) -> None:
    with pytest.raises(UnknownTimeZone) as refused:
        _ = time_zone_named(name)
    assert str(refused.value) == f"{name!r} is no time zone of the IANA database, like Europe/Lisbon"


@pytest.mark.parametrize(
    ("name", "zone"),
    [("CET", "Europe/Brussels"), ("EET", "Europe/Athens"), ("MET", "Europe/Brussels"), ("WET", "Europe/Lisbon")],
)
def test_what_postgresql_takes_for_an_abbreviation_is_refused_with_the_zone_it_stands_for(name: str, zone: str) -> None:
    with pytest.raises(UnknownTimeZone) as refused:
        _ = time_zone_named(name)
    assert str(refused.value) == (
        f"{name} is an abbreviation without summer time to PostgreSQL; the zone to name is {zone}"
    )
    assert time_zone_named(zone).key == zone


def test_what_iana_publishes_is_a_zone_old_names_among_it() -> None:
    refused = {"CET", "EET", "Factory", "MET", "WET", "localtime"}
    for name in available_timezones() - refused:
        assert time_zone_named(name).key == name
    assert time_zone_named("Asia/Calcutta").key == "Asia/Calcutta"
