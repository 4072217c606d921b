"""The image and its Compose file, as far as they can be held against the program without an engine to build them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import yaml

from entrypoints.cli.__main__ import main
from entrypoints.settings import Settings

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


def test_the_image_is_pinned_and_runs_unprivileged_with_the_programs_own_commands() -> None:
    assert all(re.search(r":\d+\.\d+\.\d+-slim-\w+", base) for base in instructions("FROM"))
    assert instructions("USER") == ["10001"]
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


def test_compose_runs_commands_and_sets_variables_that_the_program_knows() -> None:
    for name in ("migrate", "api"):
        service = COMPOSE["services"][name]
        assert service["command"][0] in main.commands
        assert set(service["environment"]) <= SETTINGS
        assert service["env_file"] == ".env"


def test_compose_serves_only_once_the_database_answers_and_is_migrated() -> None:
    services = COMPOSE["services"]

    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["api"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services["database"]["image"] == "postgres:18"
    assert services["database"]["volumes"][0].split(":")[0] in COMPOSE["volumes"]
    assert services["api"]["ports"] == ["127.0.0.1:${PORT:-5000}:5000"]
