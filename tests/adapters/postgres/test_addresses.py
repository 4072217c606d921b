"""An address is read as libpq reads it, or refused in one line that shows no secret."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.postgres.kernel.addresses import Host, read_address
from adapters.postgres.kernel.engine import Database
from adapters.postgres.kernel.migrations import upgrade
from adapters.postgres.kernel.parameters import BadAddress
from tests.database import ask

NO_PARAMETER = "jit is no parameter of libpq; a setting of the server is given as options=-c%20jit=..."
UNSPEAKABLE = "a part of a host's name is empty, too long, or of characters that no name has"
TWICE = "host is there twice; several hosts are written host=a,b&port=5432,5433"


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("postgresql://u@h1,h2/db?target_session_attrs=read-write", [("h1", 5432), ("h2", 5432)]),
        ("postgresql://u@h1:1,h2:2/db", [("h1", 1), ("h2", 2)]),
        ("postgres:///db?host=h1,h2&port=1,2", [("h1", 1), ("h2", 2)]),
        ("postgres:///db?host=h1,h2&port=7", [("h1", 7), ("h2", 7)]),
        ("postgresql://[2001:db8::1]:7,[::1]/db", [("2001:db8::1", 7), ("::1", 5432)]),
        ("postgresql://u@/db?host=%2Fa%2Fb", [("/a/b", 5432)]),
        ("postgresql://u@%2Fa%2Fb:7/db", [("/a/b", 7)]),
        ("postgresql://h/db?hostaddr=10.0.0.7", [("10.0.0.7", 5432)]),
        ("postgresql:///db", [(None, 5432)]),
    ],
)
def test_every_way_to_name_hosts_is_known(url: str, hosts: list[tuple[str | None, int]]) -> None:
    assert list(read_address(url, {}).hosts) == [Host(*each) for each in hosts]


def test_what_a_url_leaves_out_comes_from_where_libpq_looks(tmp_path: Path) -> None:
    services = tmp_path / "services"
    _ = services.write_text("[orders]\nhost=h3\nport=7\nuser=someone\n", encoding="utf-8")
    address = read_address("postgresql://ana@/db?service=orders", {"PGSERVICEFILE": str(services), "PGPASSWORD": "p"})
    assert (address.hosts, address.user, address.password) == ((Host("h3", 7),), "ana", "p")
    assert read_address("postgresql:///", {"PGHOST": "a,b", "PGDATABASE": "db"}).place == "a:5432,b:5432/db"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql:///db?host=h1:1&host=h2:2", TWICE),
        ("postgresql:///db?host=h1:1", "the ports of host=a,b are given by port=5432,5433"),
        ("postgresql://a,b/db?port=1,2,3", "there are 3 ports for 2 hosts"),
        ("postgresql://a:70000/db", "a port is a number from 1 to 65535"),
        ("postgresql://h/db?sslmod=require", "sslmod is no parameter of libpq; did you mean sslmode?"),
        ("postgresql://h/db?jit=off", NO_PARAMETER),
        ("postgresql://h/db?sslmode", "sslmode must be followed by a = and its value"),
        (
            "postgresql://h/db?sslmode=on",
            "sslmode can be allow or disable or prefer or require or verify-ca or verify-full here",
        ),
        ("postgresql://h/db?connect_timeout=soon", "connect_timeout must be a whole number"),
        ("postgresql://h/db?connect_timeout=--5", "connect_timeout must be a whole number"),
        ("postgresql://h/db?keepalives_idle=--1", "keepalives_idle must be a whole number"),
        ("postgresql://h/db?keepalives_idle=40000", "keepalives_idle is 32767 at most"),
        ("postgresql://h/db?keepalives_count=128", "keepalives_count is 127 at most"),
        ("postgresql://h/db?tcp_user_timeout=99999999999", "tcp_user_timeout is 2147483647 at most"),
        (f"postgresql://h/db?connect_timeout={'9' * 5_000}", "connect_timeout is 2147483647 at most"),
        (f"postgresql://{'h' * 64}.example.com/db", UNSPEAKABLE),
        ("postgresql://db..example.com/db", UNSPEAKABLE),
        ("postgresql://h1,h2/db?hostaddr=10.0.0.7", "there are 1 addresses in hostaddr for 2 hosts"),
        (
            "postgresql://h/db?target_session_attrs=standby",
            "target_session_attrs can be any or primary or read-write here",
        ),
        ("postgresql://h/db?channel_binding=require", "channel_binding can be disable or prefer here"),
        (
            "postgresql://h/db?require_auth=none",
            "require_auth is a parameter of libpq that this program does not honour",
        ),
        ("postgresql://h/db?sslrootcert=/nowhere.crt", "sslrootcert names no file: /nowhere.crt"),
        (
            "postgresql://h/db?sslrootcert=system&sslmode=require",
            "sslrootcert=system goes with sslmode=verify-full only",
        ),
        (
            "postgresql://h/db?client_encoding=LATIN1",
            "client_encoding can be UTF-8 or UTF8 or auto or utf-8 or utf8 here",
        ),
        ("postgresql://h/db?service=nobody", "no service file has the service nobody"),
    ],
)
def test_what_cannot_be_followed_is_one_line(url: str, said: str) -> None:
    with pytest.raises(BadAddress) as refused:
        _ = read_address(url, {"PGSERVICEFILE": "/nowhere"})
    assert str(refused.value) == said


@pytest.mark.parametrize("mark", "@/#%?&=: ")
def test_a_password_that_is_not_written_in_percent_shows_nowhere(mark: str) -> None:
    try:
        address = read_address(f"postgresql://u:hunter2{mark}secret7@h/db", {})
    except BadAddress as refused:
        shown = str(refused)
    else:
        shown = f"{address!r} {address.place}"
    assert "hunter2" not in shown
    assert "secret7" not in shown


async def test_a_session_is_as_the_parameters_say(postgres_url: str) -> None:
    given = "&connect_timeout=2&options=-c%20work_mem%3D5MB%20--geqo%3Doff&application_name=till&keepalives_idle=30"
    database_url = f"{postgres_url}{given}&target_session_attrs=read-write&sslmode=prefer&gssencmode=disable"
    database = Database(database_url)
    for setting, value in (("work_mem", "5MB"), ("geqo", "off"), ("application_name", "till"), ("jit", "off")):
        assert (await database.fetch(text(f"SHOW {setting}")))[0][0] == value
    await database.close()


def test_the_schema_is_migrated_by_the_same_address(bare_database: str) -> None:
    upgrade(f"{bare_database}&connect_timeout=2&sslmode=prefer&target_session_attrs=read-write&options=-c%20geqo%3Doff")
    assert asyncio.run(ask(bare_database, "SELECT count(*) FROM alembic_version")) == [(1,)]
