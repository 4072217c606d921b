"""What an audit of dependencies has found: an audit that could not look everything up has not been run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many packages were looked up, which could not be, and what is known against which."""

    looked_up: int
    not_looked_up: Sequence[str]
    known: Sequence[str]

    @property
    def exit_code(self) -> int:
        """Return 1 when something is known, 3 when that cannot be told, else 0."""
        return 1 if self.known else 3 if self.not_looked_up or not self.looked_up else 0

    def __str__(self) -> str:
        """Say it in a line or more."""
        lines = [f"known: {each}" for each in self.known]
        if self.not_looked_up or not self.looked_up:
            lines.append(f"not run: {len(self.not_looked_up) or 'all'} packages could not be looked up")
        lines.append(f"looked up: {self.looked_up}, with something known: {len(self.known)}")
        return "\n".join(lines)


def verdict_of(report: Mapping[str, Any] | None) -> Verdict:
    """Return what a report of pip-audit says; None is no report at all."""
    packages = report["dependencies"] if report else []
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    known = [
        f"{each['name']} {each['version']}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'nothing yet'}"
        for each in packages
        for found in each.get("vulns", ())
    ]
    return Verdict(len(packages) - len(skipped), skipped, known)
