"""What an operator can set: one frozen struct, read from the environment and `.env`, refused in one clear line."""

import difflib
from collections.abc import Mapping
from datetime import time
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, get_type_hints

import msgspec
from msgspec import Meta, Struct

from domain.kernel.errors import Invalid
from entrypoints.env_file import SettingsError, read_env_file
from entrypoints.hosts import hosts_and_slugs
from entrypoints.setting_texts import PREPARED

_SECRET = frozenset({"database_url", "jwt_secret_key", "jwt_retired_keys", "setup_token", "operator_token"})
_UNFIT_FOR_PRODUCTION: Mapping[str, object] = {
    "database_url": None,
    "jwt_secret_key": None,
    "storage": "memory",
    "auth_mode": "open",
}
# Docker Compose reads these from the same .env.
_COMPOSE = ("COMPOSE_", "POSTGRES_")

_Host = Annotated[str, Meta(pattern=r"^[^\s/:,*]+$")]
_HostOfSlug = Annotated[str, Meta(pattern=r"^[^\s/:,*=]+=")]
_Origin = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*://[^\s/,*]+$")]
_Path = Annotated[str, Meta(pattern=r"^((/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+)?$", max_length=200)]


class Settings(Struct, frozen=True, kw_only=True):
    """Every setting; its name in capitals is the variable, its description what the variable must be."""

    app_env: Annotated[Literal["production", "development"], Meta(description="production or development")] = (
        "production"
    )
    database_url: Annotated[str | None, Meta(description="like postgresql://user:password@host:5432/database")] = None
    storage: Annotated[Literal["postgres", "memory"], Meta(description="postgres or memory")] = "postgres"
    data_dir: Annotated[Path, Meta(description="a folder")] = Path(".data")
    host: Annotated[str, Meta(pattern=r"^\S+$", description="an address of this machine, like 127.0.0.1")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="a number from 1 to 65535")] = 5000
    workers: Annotated[int, Meta(ge=1, le=64, description="a number of processes from 1 to 64")] = 2
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="debug, info, warning or error")
    ] = "info"
    auth_mode: Annotated[Literal["open", "managed"], Meta(description="open or managed")] = "open"
    setup_token: Annotated[str | None, Meta(description="at least 32 visible ASCII characters")] = None
    operator_token: Annotated[str | None, Meta(description="at least 32 visible ASCII characters")] = None
    jwt_secret_key: Annotated[str | None, Meta(description="at least 32 bytes long")] = None
    jwt_retired_keys: Annotated[
        tuple[str, ...], Meta(description="secrets of at least 32 bytes each, between commas")
    ] = ()
    rate_limit: Annotated[
        Annotated[int, Meta(ge=0, le=100_000)] | None, Meta(description="a number a minute, 0 for no limit")
    ] = None
    trusted_proxies: Annotated[
        tuple[str, ...], Meta(description="addresses or networks between commas, like 10.0.0.0/8")
    ] = ()
    allowed_hosts: Annotated[tuple[_Host, ...], Meta(description="hosts between commas, like orders.example.com")] = ()
    cors_origins: Annotated[
        tuple[_Origin, ...], Meta(description="origins between commas, like https://example.com")
    ] = ()
    root_path: Annotated[_Path, Meta(description="the path that the proxy shows the program under, like /orders")] = ""
    metrics_port: Annotated[
        Annotated[int, Meta(ge=1, le=65535)] | None, Meta(description="a number from 1 to 65535")
    ] = None
    metrics_host: Annotated[str, Meta(pattern=r"^\S+$", description="an address of this machine, like 127.0.0.1")] = (
        "127.0.0.1"
    )
    otel_exporter_otlp_endpoint: Annotated[
        Annotated[str, Meta(pattern=r"^https?://\S+$")] | None, Meta(description="like http://localhost:4318")
    ] = None
    events_kept_days: Annotated[int, Meta(ge=1, le=36_500, description="a number of days from 1 to 36500")] = 400
    webhooks_to_private_addresses: Annotated[Literal["refused", "allowed"], Meta(description="refused or allowed")] = (
        "refused"
    )
    discount_cap: Annotated[str, Meta(description="a percentage from 0 to 100")] = "10"
    cash_rounding: Annotated[int, Meta(ge=1, le=1_000_000, description="a number of minor units from 1 on")] = 1
    prices: Annotated[Literal["sent", "catalogue"] | None, Meta(description="sent or catalogue")] = None
    service_charge: Annotated[str, Meta(description="a percentage from 0 to 100")] = "0"
    service_charge_from: Annotated[
        Annotated[int, Meta(ge=1, le=9999)] | None, Meta(description="a number of guests from 1 to 9999")
    ] = None
    service_charge_taxed: Annotated[Literal["yes", "no"], Meta(description="yes or no")] = "no"
    restaurant_slug: Annotated[
        str, Meta(description="1 to 63 letters a to z, digits and hyphens, no UUID and no reserved word like api")
    ] = "restaurant"
    restaurant_name: Annotated[str, Meta(description="1 to 120 characters")] = "Restaurant"
    restaurant_currency: Annotated[str, Meta(description="three capital letters of ISO 4217, like USD")] = "USD"
    restaurant_time_zone: Annotated[
        str, Meta(description="an IANA time zone other than CET, EET, MET and WET, like Europe/Lisbon")
    ] = "UTC"
    restaurant_day_starts_at: Annotated[time, Meta(description="a time of day as HH:MM, like 04:00")] = time(0)
    restaurant_language: Annotated[Literal["de", "en", "es", "fr"], Meta(description="de, en, es or fr")] = "en"
    restaurant_hosts: Annotated[
        tuple[_HostOfSlug, ...],
        Meta(description="hosts and slugs that are not reserved, between commas, like orders.example.com=trattoria"),
    ] = ()

    @property
    def sign_ins_a_minute(self) -> int:
        """How many tries to get in a minute one address, or one device, may make; 0 is any number."""
        if self.rate_limit is None:
            return 60 if self.auth_mode == "managed" else 0
        return self.rate_limit

    @property
    def prices_are_listed(self) -> bool:
        """Whether things are sold at the catalogue's prices, rather than at those that waiters send."""
        if self.prices is None:
            return self.auth_mode == "managed"
        return self.prices == "catalogue"

    def __repr__(self) -> str:
        """Show every setting but the secrets, so that none reaches a log."""
        shown = {
            name: "..." if name in _SECRET and value else value for name, value in msgspec.structs.asdict(self).items()
        }
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def load_settings(environment: Mapping[str, str], env_file: Path) -> Settings:
    """Return the settings: from the environment, then from the file if there is one, then the defaults.

    Names are the fields' in capitals. An empty value counts as not set. Raises `SettingsError`.
    """
    in_file = read_env_file(env_file)
    for name in in_file:
        _refuse_unknown(env_file, name)
    given = in_file | dict(environment)
    values: dict[str, object] = {}
    for field, hint in get_type_hints(Settings, include_extras=True).items():
        text = given.get(field.upper(), "").strip()
        if text:
            values[field] = _read(field, hint, text)
    settings = msgspec.convert(values, Settings)
    if settings.metrics_port == settings.port:
        raise SettingsError(f"METRICS_PORT must be another port than PORT, not {settings.port}")
    hosts = [host for host, _ in hosts_and_slugs(settings.restaurant_hosts)]
    for host in hosts:
        if hosts.count(host) > 1:
            raise SettingsError(f"RESTAURANT_HOSTS names {host} twice: one host means one restaurant")
    if settings.app_env == "production":
        _refuse_unfit_for_production(settings)
    return settings


def _refuse_unknown(env_file: Path, name: str) -> None:
    known = [field.upper() for field in Settings.__struct_fields__]
    if name in known or name.startswith(_COMPOSE):
        return
    nearest = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else "see .env.example for every name"
    raise SettingsError(f"{env_file}: there is no setting {name}; {hint}")


def _read(field: str, hint: object, text: str) -> object:
    try:
        return msgspec.convert(PREPARED.get(field, str)(text), hint)
    except (Invalid, ValueError) as error:
        expected: str = getattr(hint, "__metadata__")[-1].description  # noqa: B009  Annotated's own attribute
        shown = "" if field in _SECRET else f", not {text!r}"
        raise SettingsError(f"{field.upper()} must be {expected}{shown}") from error


def _secrets_of(settings: Settings) -> list[tuple[str, str]]:
    named = [(name, getattr(settings, name)) for name in ("jwt_secret_key", "setup_token", "operator_token")]
    retired = [("jwt_retired_keys", each) for each in settings.jwt_retired_keys]
    return [*((name, value) for name, value in named if value is not None), *retired]


def _is_dull(secret: str) -> bool:
    """Tell whether a long secret has too few different characters to be random."""
    different = 10
    return len(set(secret)) < different


def _refuse_unfit_for_production(settings: Settings) -> None:
    unfit = [
        f"{field.upper()} is {'not set' if value is None else value}"
        for field, value in _UNFIT_FOR_PRODUCTION.items()
        if getattr(settings, field) == value
    ]
    unfit += [f"{field.upper()} is easily guessed" for field, value in _secrets_of(settings) if _is_dull(value)]
    if any(ip_network(each).prefixlen == 0 for each in settings.trusted_proxies):
        unfit.append("TRUSTED_PROXIES is everybody")
    if unfit:
        raise SettingsError(
            f"APP_ENV is production (as it is when not set), which refuses to start: {', '.join(unfit)}"
        )
