"""The image and its Compose file, as far as they can be held against the program without an engine to build them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
import yaml

from adapters.postgres.kernel.addresses import read_address
from entrypoints.cli.__main__ import main
from entrypoints.settings import Settings
from tests.e2e.program import free_port
from tests.entrypoints.cli.test_run import ended

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
INSTALL = (ROOT / "entrypoints" / "cli" / "install.py").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SETTINGS = {name.upper() for name in Settings.__struct_fields__}


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} +(.*)$", DOCKERFILE, re.MULTILINE)


def copied() -> set[str]:
    return {line.split()[0] for line in instructions("COPY") if not line.startswith("--from")}


def test_everything_the_image_copies_exists_and_is_let_in() -> None:
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)

    assert copied() == set(let_in)
    assert all((ROOT / each).exists() for each in copied())


def test_the_program_starts_from_what_the_image_copies(tmp_path: Path) -> None:
    for each in copied():
        if (ROOT / each).is_dir():
            _ = copytree(ROOT / each, tmp_path / each, ignore=ignore_patterns("embedded", "__pycache__"))
    _ = (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    imports = (
        "import entrypoints.cli.__main__, entrypoints.cli.worker, entrypoints.cli.server, entrypoints.asgi as asgi"
    )
    command = [sys.executable, "-c", f"{imports}; print(asgi.create())"]
    environment = {"PATH": os.environ["PATH"], "APP_ENV": "development", "JWT_SECRET_KEY": "s" * 32}

    for storage in ({"STORAGE": "memory"}, {"DATABASE_URL": "postgresql://orders:orders@database/orders"}):
        result = subprocess.run(
            command, cwd=tmp_path, env=environment | storage, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr


def test_packages_are_installed_as_locked_and_nothing_else_is_looked_for() -> None:
    # Without --no-deps, pip looks for the newest of what is asked for with extras, and refuses it for want of a hash.
    installs = [line for line in (DOCKERFILE + INSTALL).splitlines() if "--require-hashes" in line]

    assert len(installs) == 2
    assert all("--no-deps" in line for line in installs)


def test_every_variable_the_image_sets_is_a_setting() -> None:
    names = re.findall(r"([A-Z_]+)=", " ".join(instructions("ENV")))

    assert {name for name in names if name != "PATH" and not name.startswith("PYTHON")} <= SETTINGS
    assert {"HOST", "PORT", "DATA_DIR"} <= set(names)


def test_the_image_is_of_the_python_that_every_change_is_tested_with() -> None:
    tested = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    bases = {base.split()[0] for base in instructions("FROM")}

    assert len(bases) == 1
    assert f'"{bases.pop().partition(":")[2].rpartition(".")[0]}"' in tested


def test_the_image_is_pinned_and_runs_unprivileged_with_the_programs_own_commands() -> None:
    assert all(re.search(r":\d+\.\d+\.\d+-slim-\w+", base) for base in instructions("FROM"))
    assert instructions("USER") == ["10001:10001"]
    assert "--gid 10001 orders" in instructions("RUN")[1]
    assert instructions("ENTRYPOINT") == ['["python", "-m", "entrypoints.cli"]']
    assert instructions("CMD") == ['["run"]']


def test_the_image_is_healthy_only_when_the_program_answers() -> None:
    python, *program = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    nobody = os.environ | {"PORT": "1"}

    result = subprocess.run([sys.executable, *program], env=nobody, capture_output=True, text=True, check=False)

    assert python == "python"
    assert "/health/ready" in program[1]
    assert result.returncode == 1
    assert "Connection refused" in result.stderr


def test_the_image_says_where_it_works_before_it_copies_anything() -> None:
    for stage in DOCKERFILE.split("FROM ")[1:]:
        assert stage.index("WORKDIR ") < stage.index("COPY ")


def test_what_the_image_compiles_is_what_it_runs_wherever_it_may_write() -> None:
    assert any("compileall" in line for line in instructions("RUN"))
    for name in ("migrate", "api"):
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]  # noqa: S108  a mount of its own
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert [volume.partition(":")[2] for volume in service["volumes"]] == [service["environment"]["DATA_DIR"]]


def test_compose_builds_once_and_pulls_nothing_of_that_name() -> None:
    services = COMPOSE["services"]
    ours = {name for name, service in services.items() if service["image"] == "restaurant-orders"}

    assert ours == {"migrate", "api"}
    # Whoever starts the API starts what builds it.
    assert [name for name in services if "build" in services[name]] == ["migrate"]
    assert "migrate" in services["api"]["depends_on"]
    assert {services[name]["pull_policy"] for name in ours} == {"never"}


def test_no_log_fills_the_disk() -> None:
    for service in COMPOSE["services"].values():
        assert service["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "5"}}


@pytest.mark.parametrize("password", ["p@ss/w#rd%41?&=:+ ", "$HOME", "ünïcode"])
def test_any_password_of_the_database_is_taken_as_it_is(password: str) -> None:
    environment = COMPOSE["services"]["api"]["environment"]

    address = read_address(environment["DATABASE_URL"], {"PGPASSWORD": password})

    assert environment["PGPASSWORD"] == "${POSTGRES_PASSWORD:-orders}"
    assert COMPOSE["services"]["database"]["environment"]["POSTGRES_PASSWORD"] == environment["PGPASSWORD"]
    assert (address.user, address.password, address.place) == ("orders", password, "database:5432/orders")


@pytest.mark.parametrize("command", ["run", "migrate", "purge"])
def test_production_refuses_the_password_that_everybody_knows(tmp_path: Path, command: str) -> None:
    production = {"APP_ENV": "production", "AUTH_MODE": "managed", "JWT_SECRET_KEY": "0123456789" * 4}
    sample = COMPOSE["services"]["api"]["environment"]["DATABASE_URL"]
    settings = production | {"DATABASE_URL": sample, "PGPASSWORD": "orders", "DATA_DIR": str(tmp_path)}

    code, said = ended(command, settings | {"PATH": os.environ["PATH"]})

    assert code == 2
    assert said.count("\n") == 1
    assert said.endswith("the database's password is its user's name; with docker compose, set POSTGRES_PASSWORD\n")


@pytest.mark.parametrize("command", ["run", "migrate", "purge", "psql", "history", "recover", "reset"])
def test_development_without_a_database_is_one_line_in_the_image(tmp_path: Path, command: str) -> None:
    for each in copied():
        if (ROOT / each).is_dir():
            _ = copytree(ROOT / each, tmp_path / each, ignore=ignore_patterns("embedded", "__pycache__"))
    arguments = ["ana@example.com"] if command == "recover" else []
    settings = {"APP_ENV": "development", "DATA_DIR": str(tmp_path / "data"), "PATH": os.environ["PATH"]}
    settings["PORT"] = str(free_port())

    result = subprocess.run(
        [sys.executable, "-m", "entrypoints.cli", command, *arguments],
        cwd=tmp_path,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr == "Error: DATABASE_URL is not set, and no PostgreSQL is installed along with this program\n"


def test_compose_runs_commands_and_sets_variables_that_the_program_knows() -> None:
    for name in ("migrate", "api"):
        service = COMPOSE["services"][name]
        assert service["command"][0] in main.commands
        assert set(service["environment"]) <= SETTINGS | {"PGPASSWORD"}
        assert service["env_file"] == ".env"


def test_compose_serves_only_once_the_database_answers_and_is_migrated() -> None:
    services = COMPOSE["services"]

    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["api"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services["database"]["image"] == "postgres:18"
    assert services["database"]["volumes"][0].split(":")[0] in COMPOSE["volumes"]
    # What the program says of its port is true outside as well.
    assert services["api"]["environment"]["PORT"] == "${PORT:-5000}"
    assert services["api"]["ports"] == ["127.0.0.1:${PORT:-5000}:${PORT:-5000}"]
    assert COMPOSE["networks"]["default"]["ipam"]["config"][0]["gateway"] in (ROOT / ".env.example").read_text(
        encoding="utf-8"
    )


def test_the_page_on_deploying_names_commands_and_settings_that_there_are() -> None:
    page = (ROOT / "DEPLOY.md").read_text(encoding="utf-8")
    named = re.findall(r"(?:entrypoints\.cli|^orders|`orders) ([a-z-]+)", page, re.MULTILINE)
    ours = set(re.findall(r"^([A-Z_]+)=", page, re.MULTILINE)) | set(re.findall(r"`([A-Z_]+)=", page))

    assert set(named) >= {"run", "purge", "recover", "verify-audit", "verify-rollups"}
    assert set(named) >= {"restaurant", "export", "forget", "import"}
    assert set(named) <= set(main.commands)
    assert ours - {"PGPASSWORD", "POSTGRES_PASSWORD"} <= SETTINGS
    assert COMPOSE["networks"]["default"]["ipam"]["config"][0]["subnet"] in page
