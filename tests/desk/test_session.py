import stat
from pathlib import Path

from desk.session import Session

SERVER = "http://127.0.0.1:8080"


def session(folder: Path, server: str = SERVER) -> Session:
    return Session(server, "plg", "desk-1", folder)


def test_session_is_kept_for_its_owner_and_its_server_alone(tmp_path: Path) -> None:
    assert session(tmp_path).token() is None
    session(tmp_path / "new").keep("s.secret")
    kept = session(tmp_path / "new")
    assert kept.token() == "s.secret"
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert session(tmp_path / "new", "http://other:8080").token() is None


def test_session_is_forgotten_at_sign_out(tmp_path: Path) -> None:
    session(tmp_path).keep("s.secret")
    session(tmp_path).forget()
    assert session(tmp_path).token() is None
    session(tmp_path).forget()  # twice does no harm


def test_session_that_others_can_read_is_not_trusted(tmp_path: Path) -> None:
    session(tmp_path).keep("s.secret")
    session(tmp_path).path.chmod(0o644)
    assert session(tmp_path).token() is None


def test_file_that_cannot_be_used_costs_one_sign_in_only(tmp_path: Path) -> None:
    session(tmp_path).path.write_bytes(b"\xff{")
    session(tmp_path).path.chmod(0o600)
    assert session(tmp_path).token() is None
    (tmp_path / "file").write_text("")
    session(tmp_path / "file").keep("s.secret")
    assert session(tmp_path / "file").token() is None
