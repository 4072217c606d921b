"""What the program is made of: locked by hash, listed, and an audit that does not say more than it knows."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.supply.verdict import verdict_of

ROOT = Path(__file__).parents[2]
CLEAN = {"name": "alembic", "version": "1", "vulns": []}
SKIPPED = {"name": "litestar", "skip_reason": "Dependency not found"}
KNOWN = {"name": "pyjwt", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}]}


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ([CLEAN], 0, "looked up: 1, with something known: 0"),
        ([CLEAN, SKIPPED], 3, "not run: 1 packages"),
        ([SKIPPED, SKIPPED], 3, "not run: 2 packages"),
        ([], 3, "not run: all packages"),
        ([CLEAN, KNOWN, SKIPPED], 1, "known: pyjwt 2: CVE-1, fixed in 2.1"),
    ],
)
def test_an_audit_says_what_it_knows_and_what_it_does_not(packages: list[object], code: int, says: str) -> None:
    verdict = verdict_of({"dependencies": packages})
    assert verdict.exit_code == code
    assert says in str(verdict)


def test_without_a_report_the_audit_was_not_run() -> None:
    assert (verdict_of(None).exit_code, str(verdict_of(None)).splitlines()[0][:7]) == (3, "not run")


@pytest.mark.parametrize("lock", sorted(lock.name for lock in ROOT.glob("requirements*.txt")))
def test_every_dependency_is_locked_by_hash_and_no_index_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(
        r"^[a-z0-9._-]+(?:\[[a-z,]+])?==\S+[^\n]*\\\n(?:    --hash=sha256:[0-9a-f]{64}[ \\]*\n)+", text, re.MULTILINE
    )
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20
    assert "://" not in text.replace("https://docs.astral.sh", "")


def locked(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9._-]+(?:\[[a-z,]+])?==\S+)", text, re.MULTILINE))


def test_whatever_runs_is_tested_in_the_same_version() -> None:
    assert locked("requirements-run.txt") < locked("requirements-dev.txt")
    assert locked("requirements.txt") < locked("requirements-dev.txt")
    assert locked("requirements-run.txt") < locked("requirements-mutants.txt")


def test_the_bill_of_materials_names_what_is_locked(tmp_path: Path) -> None:
    made = tmp_path / "sbom.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "requirements.txt", "--output-reproducible"]
    _ = subprocess.run([*command, "--output-file", str(made)], check=True, cwd=ROOT, capture_output=True)
    components = {each["name"]: each["version"] for each in json.loads(made.read_text())["components"]}
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+])?==(\S+)", text, re.MULTILINE))
    assert components == locked
