"""The parameters of libpq: which are honoured, which only with the value that holds anyway, and which are refused."""

import configparser
import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PLACE: Final = {"host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service", "servicefile"}
_SESSION: Final = {"options", "application_name", "fallback_application_name"}
_TLS: Final = {
    "sslmode", "sslnegotiation", "sslcert", "sslkey", "sslpassword", "sslrootcert", "sslcrl",
    "ssl_min_protocol_version", "ssl_max_protocol_version", "krbsrvname", "gsslib",
}  # fmt: skip
NUMBERS: Final[Mapping[str, int]] = {
    "connect_timeout": 2**31 - 1,
    "keepalives": 2**31 - 1,
    "keepalives_idle": 32767,
    "keepalives_interval": 32767,
    "keepalives_count": 127,
    "tcp_user_timeout": 2**31 - 1,
}
"""Parameters that are whole numbers, and the largest that the operating system takes for a socket."""
_NUMBER: Final = re.compile(r"-?[0-9]+")
_LONGEST: Final = 11
"""Digits of a number that are compared with its largest value: `int` refuses texts of thousands of them."""
_FILES: Final = ("sslcert", "sslkey", "sslrootcert", "sslcrl")
_CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "sslmode": frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}),
    "sslnegotiation": frozenset({"postgres", "direct"}),
    "load_balance_hosts": frozenset({"disable", "random"}),
    # The program writes, so of several hosts it always looks for the primary, whether the URL asks for that or not.
    "target_session_attrs": frozenset({"any", "read-write", "primary"}),
    # Only the values that hold anyway.
    "client_encoding": frozenset({"auto", "utf8", "UTF8", "utf-8", "UTF-8"}),
    "replication": frozenset({"false", "off", "no", "0"}),
    "gssencmode": frozenset({"disable", "prefer"}),
    "channel_binding": frozenset({"disable", "prefer"}),
    "gssdelegation": frozenset({"0"}),
    "sslcompression": frozenset({"0"}),
    "sslcertmode": frozenset({"allow"}),
    "sslsni": frozenset({"1"}),
    "min_protocol_version": frozenset({"3.0"}),
    "max_protocol_version": frozenset({"3.0", "3.2", "latest"}),
}
_NOT_DONE: Final = frozenset({
    "require_auth", "requirepeer", "sslcrldir", "sslkeylogfile", "scram_client_key", "scram_server_key",
    "oauth_issuer", "oauth_client_id", "oauth_client_secret", "oauth_scope",
})  # fmt: skip
_KNOWN: Final = _PLACE | _SESSION | _TLS | NUMBERS.keys() | _CHOICES.keys() | _NOT_DONE
_VARIABLES: Final[Mapping[str, str]] = {
    "PGHOST": "host", "PGHOSTADDR": "hostaddr", "PGPORT": "port", "PGDATABASE": "dbname", "PGUSER": "user",
    "PGPASSWORD": "password", "PGOPTIONS": "options", "PGAPPNAME": "application_name",
    "PGCONNECT_TIMEOUT": "connect_timeout", "PGTARGETSESSIONATTRS": "target_session_attrs",
    "PGLOADBALANCEHOSTS": "load_balance_hosts",
}  # fmt: skip
"""Environment variables that libpq reads where the URL says nothing. asyncpg itself reads those of TLS."""


class BadAddress(ValueError):
    """A connection URL that cannot be used; the text is one line that says why, without any secret."""


def check(given: Mapping[str, str]) -> None:
    """Raise `BadAddress` for parameters that libpq does not know, that cannot have this value, or are not honoured."""
    for name, value in given.items():
        if name not in _KNOWN:
            raise BadAddress(_unknown(name))
        if name in _NOT_DONE:
            raise BadAddress(f"{name} is a parameter of libpq that this program does not honour")
        if name in _CHOICES and value not in _CHOICES[name]:
            raise BadAddress(f"{name} can be {' or '.join(sorted(_CHOICES[name]))} here")
        if name in NUMBERS and not _NUMBER.fullmatch(value):
            raise BadAddress(f"{name} must be a whole number")
        if name in NUMBERS and int(value[:_LONGEST]) > NUMBERS[name]:
            raise BadAddress(f"{name} is {NUMBERS[name]} at most")
    _check_files(given)


def _check_files(given: Mapping[str, str]) -> None:
    for name in _FILES:
        named = given.get(name)
        if named is not None and (name, named) != ("sslrootcert", "system") and not Path(named).is_file():
            raise BadAddress(f"{name} names no file: {named}")
    if given.get("sslrootcert") == "system" and given.get("sslmode", "verify-full") != "verify-full":
        raise BadAddress("sslrootcert=system goes with sslmode=verify-full only")


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that libpq's environment variables give."""
    return {_VARIABLES[name]: value for name, value in environment.items() if name in _VARIABLES and value}


def from_service(given: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of the named service, from the first service file that has it; none where none is named."""
    service = given.get("service") or environment.get("PGSERVICE")
    if not service:
        return {}
    named = given.get("servicefile") or environment.get("PGSERVICEFILE") or "~/.pg_service.conf"
    common = Path(environment.get("PGSYSCONFDIR", "/etc/postgresql-common")) / "pg_service.conf"
    for file in (Path(os.path.expanduser(named)), common):  # noqa: PTH111 - Path's own raises without a home
        services = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",), delimiters=("=",))
        try:
            _ = services.read(file, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError):
            raise BadAddress(f"{file} is not a service file") from None
        if services.has_section(service):
            return dict(services[service])
    raise BadAddress(f"no service file has the service {service}")


def _unknown(name: str) -> str:
    if not name.replace("_", "").isalnum():
        return "a parameter is none of libpq's; a ? # or & in a password is written in %"
    nearest = difflib.get_close_matches(name, _KNOWN, n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"a setting of the server is given as options=-c%20{name}=..."
    return f"{name} is no parameter of libpq; {hint}"
