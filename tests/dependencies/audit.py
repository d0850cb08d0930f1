"""`make audit`: is anything that is locked known to be dangerous?

pip-audit asks its database about every package. It counts those that the database did not answer
for as passed; here they are told, and the audit is not a success.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[2] / "requirements.lock"

NOTHING_KNOWN, DANGERS, NOT_AUDITED = 0, 1, 2
"""Exit statuses."""


@dataclass(frozen=True)
class Audit:
    """What came of it. `dangers`: one line each; `unanswered`: packages nobody answered for."""

    audited: int
    dangers: tuple[str, ...]
    unanswered: tuple[str, ...]

    @property
    def status(self) -> int:
        """Known dangers come before what is not known."""
        if self.dangers:
            return DANGERS
        return NOT_AUDITED if self.unanswered or not self.audited else NOTHING_KNOWN

    def lines(self) -> list[str]:
        """What a person is told."""
        told = [f"DANGEROUS: {danger}" for danger in self.dangers]
        if self.unanswered or not self.audited:
            asked = self.audited + len(self.unanswered)
            told += [
                f"NOT AUDITED: {len(self.unanswered)} of {asked} packages.",
                "The database of known dangers is out of reach, or did not answer for:",
                f"  {', '.join(self.unanswered) or 'any of them'}",
                "This says nothing about them, good or bad. Run it again where there is a network.",
            ]
        told.append(f"{self.audited} packages audited, {len(self.dangers)} known dangers.")
        return told


def read_audit(told: Mapping[str, Any]) -> Audit:
    """What pip-audit's JSON says."""
    dangers, unanswered, audited = [], [], 0
    for package in told["dependencies"]:
        if "skip_reason" in package:
            unanswered.append(package["name"])
            continue
        audited += 1
        for each in package["vulns"]:
            cure = ", ".join(each["fix_versions"]) or "no version yet"
            dangers.append(f"{package['name']} {package['version']}: {each['id']}; cured by {cure}")
    return Audit(audited, tuple(dangers), tuple(unanswered))


def run_audit(lock: Path) -> Audit:
    """Ask about a lock file. Where pip-audit breaks off, nothing was audited.

    What it says beside its JSON is shown only then: it calls an audit without answers clean.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--disable-pip"),
            *("--require-hashes", "--format", "json", "--progress-spinner", "off"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    try:
        return read_audit(json.loads(done.stdout))
    except json.JSONDecodeError:
        sys.stderr.write(done.stderr)
        return Audit(0, (), ())


def main(lock: Path = LOCK) -> int:
    """Tell it, and give the exit status."""
    audit = run_audit(lock)
    print("\n".join(audit.lines()))  # noqa: T201 - the command talks to a person
    return audit.status
