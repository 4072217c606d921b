"""DATABASE_URL, read as libpq reads it: hosts, database, user, password and parameters."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import unquote

from adapters.postgres.kernel.parameters import BadAddress, check, from_environment, from_service

_PORT: Final = 5432
_LARGEST_PORT: Final = 65535
_URL: Final = re.compile(r"postgres(?:ql)?://(?:([^@/?]*)@)?([^/?]*)(?:/([^?]*))?(?:\?(.*))?", re.DOTALL)
_BRACKETED: Final = re.compile(r"\[([^\]]+)\](?::(\d*))?")
_HOST_AND_PORT: Final = re.compile(r"([^:\[\]]*)(?::(\d*))?")


class Host(NamedTuple):
    """A host and its port. Without a name: this machine, through PostgreSQL's Unix socket."""

    name: str | None
    port: int

    def __str__(self) -> str:
        """Show it as a person writes it."""
        if self.name is None or self.name.startswith("/"):
            return self.name or "its socket"
        return f"{f'[{self.name}]' if ':' in self.name else self.name}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a connection URL says: a database on one of several hosts, and the credentials for it."""

    hosts: tuple[Host, ...]
    database: str | None
    user: str | None
    password: str | None
    others: Mapping[str, str]
    """Every other parameter that was given, by libpq's name."""

    def __repr__(self) -> str:
        """Show everything but the secrets, so that none reaches a log."""
        return f"Address({self.place})"

    @property
    def place(self) -> str:
        """Hosts and database, to be shown to people: without user and password."""
        return f"{','.join(map(str, self.hosts))}/{self.database or ''}"


def read_address(url: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Return the address of a URL, completed from a service file and libpq's environment variables.

    Raises `BadAddress`, whose text is one line that never shows a password.
    """
    given = _of_url(url)
    given = from_service(given, environment) | given
    given = from_environment(environment) | given
    hosts = _hosts(given)
    check(given)
    known = {"host", "hostaddr", "port", "dbname", "user", "password"}
    return Address(
        hosts=hosts,
        database=given.get("dbname"),
        user=given.get("user"),
        password=given.get("password"),
        others={name: value for name, value in given.items() if name not in known},
    )


def _of_url(url: str) -> dict[str, str]:
    parts = _URL.fullmatch(url)
    if parts is None:
        raise BadAddress("it must be like postgresql://user:password@host:5432/database")
    who, where, database, query = (part or "" for part in parts.groups())
    if "@" in where:
        raise BadAddress("an @ in the user's name or password is written %40")
    user, _, password = who.partition(":")
    given = {"user": user, "password": password, "dbname": database, **_host_list(where)}
    given = {name: _decoded(name, value) for name, value in given.items() if value}
    return given | _query(query)


def _host_list(where: str) -> dict[str, str]:
    names: list[str] = []
    ports: list[str] = []
    for each in where.split(","):
        match = _BRACKETED.fullmatch(each) or _HOST_AND_PORT.fullmatch(each)
        if match is None:
            raise BadAddress("a host is not like name:5432 or [::1]:5432; a / @ # ? or : in a password is written in %")
        names.append(match[1])
        ports.append(match[2] or "")
    there = {"host": ",".join(names), "port": ",".join(ports)}
    return {name: value for name, value in there.items() if value.strip(",")}


def _query(query: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        written, equals, value = ("sslmode=require" if pair == "ssl=true" else pair).partition("=")
        name = unquote(written)
        if not equals:
            raise BadAddress(f"{_shown(name)} must be followed by a = and its value")
        if name in given:
            raise BadAddress(f"{_shown(name)} is there twice; several hosts are written host=a,b&port=5432,5433")
        given[name] = _decoded(name, value)
    return given


def _decoded(name: str, value: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", value):
        raise BadAddress(f"a % in {_shown(name)} is written %25")
    try:
        decoded = unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise BadAddress(f"{_shown(name)} is not UTF-8") from None
    if "\0" in decoded:
        raise BadAddress(f"{_shown(name)} has a NUL in it")
    return decoded


def _shown(name: str) -> str:
    # An unescaped ? in a password makes the rest of it look like a parameter, so only plain names are shown.
    return name if re.fullmatch("[a-z_]{1,30}", name) else "a parameter"


def _hosts(given: Mapping[str, str]) -> tuple[Host, ...]:
    names = (given.get("hostaddr") or given.get("host") or "").split(",")
    if "hostaddr" in given and given.get("sslmode") == "verify-full":
        raise BadAddress("sslmode=verify-full checks a host's name, so it goes with host, not with hostaddr")
    named = (given.get("host") or given.get("hostaddr") or "").split(",")
    if len(named) != len(names):
        raise BadAddress(f"there are {len(names)} addresses in hostaddr for {len(named)} hosts")
    for name in names:
        _refuse_unspeakable(name)
        if re.fullmatch(r"[^:/]+:\d+", name):
            raise BadAddress("the ports of host=a,b are given by port=5432,5433")
    ports = (given.get("port") or "").split(",")
    if len(ports) not in {1, len(names)}:
        raise BadAddress(f"there are {len(ports)} ports for {len(names)} hosts")
    if len(ports) == 1:
        ports *= len(names)
    return tuple(Host(name or None, _port(port)) for name, port in zip(names, ports, strict=True))


def _refuse_unspeakable(name: str) -> None:
    try:
        _ = "" if name.startswith("/") else name.encode("idna")
    except UnicodeError:
        raise BadAddress("a part of a host's name is empty, too long, or of characters that no name has") from None


def _port(text: str) -> int:
    if not text:
        return _PORT
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= _LARGEST_PORT):
        raise BadAddress("a port is a number from 1 to 65535")
    return int(text)
