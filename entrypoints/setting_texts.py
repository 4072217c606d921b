"""Readers of settings' texts, where these are more than texts."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal, InvalidOperation
from ipaddress import ip_network
from pathlib import Path

from domain.billing.percent import Percent
from domain.kernel.money import Currency
from domain.kernel.names import Name
from domain.restaurant.slug import Slug
from domain.restaurant.time_zone import time_zone_named
from entrypoints.hosts import hosts_and_slugs


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


def _time_of_day(text: str) -> time:
    hours, _, minutes = text.partition(":")
    two_digits = 2
    if len(hours) != two_digits or len(minutes) != two_digits:
        raise ValueError(text)
    return time(_whole_number(hours), _whole_number(minutes))


def _slug(text: str) -> str:
    return str(Slug(text))


def _name(text: str) -> str:
    return str(Name(text))


def _currency(text: str) -> str:
    return Currency.of(text).code


def _time_zone(text: str) -> str:
    return time_zone_named(text).key


def _percent(text: str) -> str:
    try:
        return f"{Percent.of(Decimal(text)).number.normalize():f}"
    except InvalidOperation:
        raise ValueError(text) from None


def _database_url(text: str) -> str:
    if not re.fullmatch(r"postgres(ql)?://\S*", text):
        raise ValueError
    return text


def _secret(text: str) -> str:
    strong_enough = 32
    if len(text.encode()) < strong_enough:
        raise ValueError
    return text


def _header_secret(text: str) -> str:
    if not re.fullmatch("[!-~]*", text):
        raise ValueError
    return _secret(text)


def _path(text: str) -> str:
    return text.rstrip("/")


def _several(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _hosts_of_slugs(text: str) -> list[str]:
    pairs = _several(text)
    for _, slug in hosts_and_slugs(pairs):
        _ = Slug(slug)
    return pairs


def _secrets(text: str) -> list[str]:
    return [_secret(each) for each in _several(text)]


def _networks(text: str) -> list[str]:
    return [str(ip_network(each)) for each in _several(text)]


PREPARED: Mapping[str, Callable[[str], object]] = {
    "allowed_hosts": _several,
    "cash_rounding": _whole_number,
    "cors_origins": _several,
    "data_dir": Path,
    "database_url": _database_url,
    "discount_cap": _percent,
    "jwt_retired_keys": _secrets,
    "jwt_secret_key": _secret,
    "log_level": str.lower,
    "events_kept_days": _whole_number,
    "metrics_port": _whole_number,
    "operator_token": _header_secret,
    "port": _whole_number,
    "rate_limit": _whole_number,
    "restaurant_currency": _currency,
    "restaurant_day_starts_at": _time_of_day,
    "restaurant_hosts": _hosts_of_slugs,
    "restaurant_name": _name,
    "restaurant_slug": _slug,
    "restaurant_time_zone": _time_zone,
    "root_path": _path,
    "service_charge": _percent,
    "service_charge_from": _whole_number,
    "setup_token": _header_secret,
    "trusted_proxies": _networks,
    "workers": _whole_number,
}
