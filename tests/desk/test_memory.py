from pathlib import Path

from desk.memory import FILE_NAME, Memory

SERVER = "http://127.0.0.1:8080"


def test_choice_is_kept_by_server_and_office(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "new")
    assert memory.counter(SERVER, "a") is None
    memory.remember(SERVER, "a", "3")
    memory.remember(SERVER, "b", "7")
    again = Memory(tmp_path / "new")
    assert [again.counter(SERVER, "a"), again.counter(SERVER, "b")] == ["3", "7"]
    assert again.counter("http://other", "a") is None


def test_broken_file_costs_one_choice_only(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b'{"x": 3, \xff')
    memory = Memory(tmp_path)
    assert memory.counter(SERVER, "a") is None
    memory.remember(SERVER, "a", "3")
    assert memory.counter(SERVER, "a") == "3"


def test_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file")
    memory.remember(SERVER, "a", "3")
    assert memory.counter(SERVER, "a") is None
