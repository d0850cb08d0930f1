from pathlib import Path
from typing import Any

import pytest

from tests.dependencies.audit import DANGERS, NOT_AUDITED, NOTHING_KNOWN, main, read_audit

GOOD = {"name": "yarl", "version": "1.0", "vulns": []}
BAD = {
    "name": "jinja2",
    "version": "2.0",
    "vulns": [{"id": "CVE-2019-10906", "fix_versions": ["2.10.1"], "aliases": []}],
}
SKIPPED = {"name": "click", "skip_reason": "could not be audited"}


@pytest.mark.parametrize(
    ("packages", "status", "told"),
    [
        ([GOOD], NOTHING_KNOWN, "1 packages audited, 0 known dangers."),
        ([GOOD, BAD], DANGERS, "DANGEROUS: jinja2 2.0: CVE-2019-10906; cured by 2.10.1"),
        ([BAD, SKIPPED], DANGERS, "NOT AUDITED: 1 of 2 packages."),
        ([GOOD, SKIPPED], NOT_AUDITED, "NOT AUDITED: 1 of 2 packages."),
        ([SKIPPED], NOT_AUDITED, "0 packages audited"),
        ([], NOT_AUDITED, "any of them"),
    ],
)
def test_what_nobody_answered_for_is_no_success(
    packages: list[dict[str, Any]], status: int, told: str
) -> None:
    audit = read_audit({"dependencies": packages, "fixes": []})
    assert audit.status == status
    assert told in "\n".join(audit.lines())


def test_an_audit_that_breaks_off_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "missing.lock") == NOT_AUDITED
    assert "NOT AUDITED" in capsys.readouterr().out
