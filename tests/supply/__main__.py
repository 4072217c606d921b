"""`make audit`: what is known against the locked dependencies, by pip-audit."""

import json
import subprocess
import sys

from tests.supply.verdict import verdict_of

found = subprocess.run(
    [sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt", "--disable-pip", "--require-hashes"]
    + ["--format", "json", "--progress-spinner", "off"],
    check=False,
    capture_output=True,
    text=True,
)
start = found.stdout.find("{")
verdict = verdict_of(json.loads(found.stdout[start:]) if start >= 0 else None)
print(verdict)
raise SystemExit(verdict.exit_code)
