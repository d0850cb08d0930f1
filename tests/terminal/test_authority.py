"""The certificate of the office's own authority, as terminals take it."""

from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kiosk.settings import load_kiosk
from server.certificates import Names, make_certificates
from settings.problems import ConfigurationError
from terminal.options import TerminalOptions, terminal_options


@click.command
@terminal_options
def show(terminal: TerminalOptions) -> None:
    click.echo(f"trusts {terminal.authority}")


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    return make_certificates(tmp_path / "tls", Names(("a.lan",)), datetime.now(UTC)).authority


@pytest.mark.parametrize("way", ["option", "variable"])
def test_authority_is_taken(authority: Path, way: str) -> None:
    arguments, variables = ["--office", "a"], {}
    if way == "option":
        arguments += ["--ca", str(authority)]
    else:
        variables["ANTREAN_CA"] = str(authority)
    done = CliRunner().invoke(show, arguments, env=variables)
    assert done.exit_code == 0, done.output
    assert f"trusts {authority}" in done.output.replace("\n", "")


def test_file_that_is_no_certificate_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.crt"
    for content in (None, "no certificate"):
        if content is not None:
            nothing.write_text(content)
        done = CliRunner().invoke(show, ["--office", "a", "--ca", str(nothing)])
        assert done.exit_code == 2
        assert "nothing.crt" in done.output
        assert "Traceback" not in done.output


def test_kiosks_own_file_names_it_from_its_folder(tmp_path: Path, authority: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('ca_file = "tls/ca.crt"')
    assert load_kiosk(config).options == {"ca": authority}
    config.write_text('ca_file = "none.crt"')
    with pytest.raises(ConfigurationError) as caught:
        load_kiosk(config)
    (problem,) = caught.value.problems
    assert (problem.key, "cannot be read" in problem.found) == ("ca_file", True)
