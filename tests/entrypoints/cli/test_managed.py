"""`run`, `recover` and `verify-audit` where people prove who they are, as an operator meets them."""

import asyncio
import os
import secrets
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from entrypoints.cli.recover import recover
from entrypoints.cli.restaurant import restaurant
from entrypoints.cli.verify_audit import verify_audit
from tests.database import ask
from tests.entrypoints.cli.test_run import environment, port, started, until
from tests.http.managed import PASSWORD

_ = port  # a fixture


@pytest.fixture
def settings(clean_database: str, tmp_path: Path, port: int) -> dict[str, str]:
    production = {"APP_ENV": "production", "AUTH_MODE": "managed", "JWT_SECRET_KEY": "0123456789" * 4}
    return environment(tmp_path / "data", port, DATABASE_URL=clean_database, **production)


def told(command: object, *arguments: str, settings: dict[str, str]) -> Result:
    return CliRunner().invoke(command, arguments, env=settings)  # pyright: ignore[reportArgumentType]


def test_production_is_set_up_once_and_a_lost_manager_gets_back_in(
    settings: dict[str, str], clean_database: str, tmp_path: Path, port: int
) -> None:
    api, output, kept = f"http://127.0.0.1:{port}/api", tmp_path / "output", tmp_path / "data" / "setup-token"
    boss = {"email": "boss@example.com", "name": "Boss", "password": PASSWORD}
    with started(settings, output):
        said = until("takes orders at", output)
        assert str(kept) in said
        token = kept.read_text(encoding="ascii")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert token not in said
        headers = {"Setup-Token": token}
        assert httpx.post(f"{api}/users", json=boss, headers=headers).status_code == 201
        assert httpx.post(f"{api}/users", json=boss | {"email": "b@b.de"}, headers=headers).status_code == 403
        answer = httpx.post(f"{api}/auth/login", json=boss)
        assert answer.status_code == 200
        assert "max-age" in answer.headers["Strict-Transport-Security"]
        wrong = [httpx.post(f"{api}/auth/login", json=boss | {"password": "wrong"}).status_code for _ in range(7)]
        assert wrong == [401] * 5 + [429] * 2

    recovered = told(recover, "BOSS@example.com", settings=settings)
    assert recovered.exit_code == 0, recovered.output
    code = recovered.output.splitlines()[0].rpartition(" ")[2]
    unknown = told(recover, "nobody@example.com", settings=settings)
    assert (unknown.exit_code, unknown.output) == (1, "Error: nobody on the staff has this e-mail address\n")

    with started(settings, output):
        assert "setup-token" not in until("takes orders at", output)
        assert not kept.exists()
        choice = {"email": boss["email"], "code": code, "password": "another good password"}
        wrong = [httpx.post(f"{api}/auth/activate", json=choice | {"code": "x"}).status_code for _ in range(7)]
        assert wrong == [401] * 5 + [429] * 2
        assert httpx.post(f"{api}/auth/activate", json=choice).status_code == 200
        assert httpx.post(f"{api}/auth/login", json=boss).status_code == 401
        assert httpx.post(f"{api}/auth/login", json=choice).status_code == 200
        assert PASSWORD not in output.read_text(encoding="utf-8")

    right = told(verify_audit, settings=settings)
    assert right.exit_code == 0, right.output
    assert right.output.startswith("Entries: 16, all as they were written\nLast seal: ")

    by_hand = "UPDATE audit SET subject_id = NULL WHERE number = 4"
    with pytest.raises(Exception, match="takes new rows only"):
        _ = asyncio.run(ask(clean_database, by_hand))
    _ = asyncio.run(ask(clean_database, "ALTER TABLE audit DISABLE TRIGGER ALL"))
    try:
        _ = asyncio.run(ask(clean_database, by_hand))
        wrong = told(verify_audit, settings=settings)
        says = "Error: entry 4 of the audit is not as it was written; 3 before it are\n"
        assert (wrong.exit_code, wrong.output) == (1, says)
        _ = asyncio.run(ask(clean_database, "DELETE FROM audit WHERE number >= 4"))
        cut = told(verify_audit, settings=settings)
        assert (cut.exit_code, cut.output) == (1, says)
    finally:
        _ = asyncio.run(ask(clean_database, "ALTER TABLE audit ENABLE TRIGGER ALL"))


def test_what_the_start_says_of_setup_tokens_is_what_is_good(
    settings: dict[str, str], tmp_path: Path, port: int
) -> None:
    api, output, kept = f"http://127.0.0.1:{port}/api", tmp_path / "output", tmp_path / "data" / "setup-token"
    boss = {"email": "boss@example.com", "name": "Boss", "password": PASSWORD}
    with started(settings, output):
        assert str(kept) in until("takes orders at", output)
        lost = kept.read_text(encoding="ascii")
        made = told(restaurant, "--slug", "restaurant", "--new-setup-token", settings=settings)
        assert made.exit_code == 0, made.output
        assert not kept.exists()
        assert httpx.post(f"{api}/users", json=boss, headers={"Setup-Token": lost}).status_code == 403

    renewed, *tokens = made.output.strip().rpartition(" ")[2], *(secrets.token_urlsafe() for _ in range(2))
    with started(settings, output):
        assert "the Setup-Token that was made last makes the first manager" in until("takes orders at", output)
        assert not kept.exists()
        assert httpx.post(f"{api}/users", json=boss, headers={"Setup-Token": lost}).status_code == 403

    for setting, worthless in zip(tokens, (renewed, *tokens), strict=False):
        with started(settings | {"SETUP_TOKEN": setting}, output):
            assert "Nobody manages" not in until("takes orders at", output)
            assert httpx.post(f"{api}/users", json=boss, headers={"Setup-Token": worthless}).status_code == 403
    with started(settings, output):
        _ = until("takes orders at", output)
        assert httpx.post(f"{api}/users", json=boss, headers={"Setup-Token": tokens[-1]}).status_code == 201


def test_whom_to_let_back_in_has_to_be_said() -> None:
    for arguments in ([], [""]):
        said = told(recover, *arguments, settings={})
        assert (said.exit_code, said.output) == (
            2,
            "Error: say who comes back in: make recover EMAIL=ana@example.com\n",
        )


@pytest.mark.parametrize("command", [recover, verify_audit])
def test_memory_has_nobody_to_recover_and_nothing_to_verify(command: object) -> None:
    arguments = ["a@example.com"] if command is recover else []
    said = told(command, *arguments, settings=dict(os.environ) | {"APP_ENV": "development", "STORAGE": "memory"})
    assert (said.exit_code, said.output) == (1, "Error: STORAGE is memory, which ends with the program that it is in\n")


def test_in_memory_the_first_manager_needs_the_token_too(tmp_path: Path, port: int) -> None:
    output, kept = tmp_path / "output", tmp_path / "data" / "setup-token"
    with started(environment(tmp_path / "data", port, STORAGE="memory", AUTH_MODE="managed"), output):
        _ = until("takes orders at", output)
        body = {"email": "boss@example.com", "name": "Boss"}
        url, token = f"http://127.0.0.1:{port}/api/users", kept.read_text(encoding="ascii")
        assert httpx.post(url, json=body).status_code == 401
        assert httpx.post(url, json=body, headers={"Setup-Token": token}).status_code == 201
