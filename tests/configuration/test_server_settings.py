"""antrean.toml and the options of the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.configuration import ConfigurationError, Problem, load_server

LAN = {"host": "0.0.0.0", "insecure_lan": True}
Config = Callable[[str], Path]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    def config(text: str) -> Path:
        for name in ("cert.pem", "key.pem"):
            (tmp_path / name).write_text("PEM")
        path = tmp_path / "antrean.toml"
        path.write_text(text)
        return path

    return config


def problems(path: Path | None, options: dict[str, Any] | None = None) -> list[Problem]:
    with pytest.raises(ConfigurationError) as caught:
        load_server(path, options)
    return caught.value.problems


def test_without_a_file_it_serves_this_machine_only() -> None:
    settings = load_server()
    assert (settings.database, settings.session_idle_minutes) == ("antrean.db", 480)
    assert (settings.host, settings.port, settings.is_loopback) == ("127.0.0.1", 8080, True)
    assert (settings.public_url, settings.insecure_lan) == (None, False)
    assert (settings.tls_certificate, settings.tls_key) == (None, None)
    assert not settings.is_postgresql


def test_everything_of_the_file_arrives_paths_from_its_folder(
    config: Config, tmp_path: Path
) -> None:
    settings = load_server(
        config(
            """
            database = "day.db"
            session_idle_minutes = 45
            host = "0.0.0.0"
            port = 8443
            public_url = "https://antrean.example:8443/"
            tls_certificate = "cert.pem"
            tls_key = "key.pem"
            """
        )
    )
    assert settings.database == str(tmp_path / "day.db")
    assert settings.session_idle_minutes == 45
    assert (settings.host, settings.port, settings.is_loopback) == ("0.0.0.0", 8443, False)
    assert settings.public_url == "https://antrean.example:8443"
    assert settings.tls_certificate == tmp_path / "cert.pem"
    assert settings.tls_key == tmp_path / "key.pem"


def test_options_come_before_the_file_and_their_paths_from_here(config: Config) -> None:
    path = config('database = "day.db"\nport = 9000\nhost = "::1"')
    settings = load_server(path, {"database": "here.db", "port": 0, "host": None})
    assert (settings.database, settings.port, settings.host) == ("here.db", 0, "::1")


def test_postgresql_is_known_by_its_url_and_its_password_is_never_shown(config: Config) -> None:
    url = "postgresql://antrean:secret@db.example:5432/antrean"
    settings = load_server(config(f'database = "{url}"'))
    assert (settings.database, settings.is_postgresql) == (url, True)
    assert "secret" not in repr(settings)


def test_postgresql_by_a_socket_is_understood() -> None:
    url = "postgresql:///antrean?host=/run/postgresql&port=5433"
    assert load_server(None, {"database": url}).database == url


@pytest.mark.parametrize(
    ("text", "key", "found", "allowed", "nearest"),
    [
        ("prot = 1", "prot", "unknown key", "port", "port"),
        ("port = 70000", "port", "70000", "65535", None),
        ('port = "80"', "port", '"80"', "a port", None),
        ("port = true", "port", "true", "a port", None),
        ('public_url = "antrean.example"', "public_url", "antrean", "https", None),
        ('public_url = "https://a.example/path"', "public_url", "/path", "https", None),
        ('public_url = "ftp://a.example"', "public_url", "ftp", "https", None),
        ('public_url = "https://a.example/?q=1"', "public_url", "?q", "https", None),
        ('public_url = "https://a:b@a.example"', "public_url", "a:b", "https", None),
        ('public_url = "https://[a"', "public_url", "[a", "https", None),
        ("texts_days = 0", "texts_days", "0", "from 1 to 3650", None),
        ('texts_days = "week"', "texts_days", "week", "number of days", None),
        ("insecure_lan = 1", "insecure_lan", "1", "true or false", None),
        ('tls_certificate = "cert.pem"', "tls_key", "nothing", "tls_certificate is given", None),
        ('tls_key = "key.pem"', "tls_certificate", "nothing", "tls_key is given", None),
        (
            'tls_certificate = "no.pem"\ntls_key = "key.pem"',
            "tls_certificate",
            "cannot be read",
            "PEM",
            None,
        ),
        ('database = "mysql://u:p@h/d"', "database", "mysql://...", "postgresql://", None),
        ('database = "none/day.db"', "database", "none/day.db", "folder that exists", None),
        ('database = "."', "database", '"', "folder that exists", None),
        ('database = "postgresql://host"', "database", "cannot be read", "HOST:PORT/NAME", None),
        (
            'host = "0.0.0.0"\npublic_url = "http://a.example"',
            "public_url",
            "speaks https",
            "insecure_lan",
            None,
        ),
        (
            'host = "0.0.0.0"\npublic_url = "http://a.example"\nlocal_certificate = false',
            "local_certificate",
            "without encryption",
            "insecure_lan",
            None,
        ),
        (
            "local_certificate = true\ninsecure_lan = true",
            "local_certificate",
            "insecure_lan",
            "one of the two",
            None,
        ),
        ('phones_reach = "wifi"', "phones_reach", '"wifi"', "office_wifi", None),
        ('trusted_proxies = ["10.0.0.1/24"]', "trusted_proxies[0]", "10.0.0.1/24", "network", None),
        ('trusted_proxies = "10.0.0.1"', "trusted_proxies", '"10.0.0.1"', "a list", None),
        ('host_names = ["a b"]', "host_names[0]", '"a b"', "name of a host", None),
        ('host = "0.0.0.0"\ninsecure_lan = true', "public_url", "nothing", "phones", None),
    ],
)
def test_problem_of_the_file(
    config: Config, text: str, key: str, found: str, allowed: str, nearest: str | None
) -> None:
    (problem,) = problems(config(text))
    assert (problem.key, problem.nearest) == (key, nearest)
    assert found in problem.found
    assert allowed in problem.allowed
    assert problem.file.endswith("antrean.toml")


def test_passwords_of_databases_are_not_told() -> None:
    for url in ("mysql://u:secret@h/d", "postgresql://u:secret@h"):
        (problem,) = problems(None, {"database": url})
        assert "secret" not in str(problem)


def test_problem_of_an_option_names_the_option(config: Config) -> None:
    (problem,) = problems(config("port = 1"), {"host": "0.0.0.0", "public_url": "http://a.b"})
    assert (problem.file, problem.key) == ("command line", "--public-url")


def test_option_beyond_loopback_still_needs_the_files_public_url(config: Config) -> None:
    (problem,) = problems(config("port = 1"), LAN)
    assert problem.key == "public_url"
    assert problem.file.endswith("antrean.toml")


def test_known_as_insecure_is_allowed_with_an_address() -> None:
    settings = load_server(None, {**LAN, "public_url": "http://192.168.1.5:8080"})
    assert settings.insecure_lan
    assert not settings.is_loopback


def test_beyond_this_machine_it_makes_its_own_certificate_unless_told_otherwise(
    config: Config, tmp_path: Path
) -> None:
    lan = {"host": "0.0.0.0", "public_url": "https://192.168.1.5:8080"}
    settings = load_server(None, lan)
    assert settings.certificate_folder == Path("antrean.db.tls")
    assert settings.speaks_tls
    assert not load_server(None, {**LAN, "public_url": "http://a.b"}).speaks_tls
    assert not load_server().speaks_tls
    assert load_server(None, {"local_certificate": True}).speaks_tls
    path = config('certificate_folder = "tls"\ndatabase = "postgresql:///a"')
    assert load_server(path, lan).certificate_folder == tmp_path / "tls"
    path = config('database = "postgresql:///a"')
    assert load_server(path, lan).certificate_folder == Path("antrean.tls")
    given = config('tls_certificate = "cert.pem"\ntls_key = "key.pem"')
    assert load_server(given, lan).certificate_folder is None


def test_plain_address_of_a_proxy_before_https_is_taken_at_its_word(config: Config) -> None:
    path = config('trusted_proxies = ["10.0.0.0/24", "::1"]')
    settings = load_server(path, {"local_certificate": True, "public_url": "http://a.b"})
    assert [str(each) for each in settings.trusted_proxies] == ["10.0.0.0/24", "::1/128"]


def test_where_no_phone_is_promised_anything_no_address_is_needed(config: Config) -> None:
    settings = load_server(config('phones_reach = "no"'), LAN)
    assert (settings.phones_reach, settings.public_url) == ("no", None)
    assert load_server().phones_reach == "everywhere"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_loopback_needs_neither_tls_nor_address(host: str) -> None:
    assert load_server(None, {"host": host}).is_loopback


def test_all_problems_of_file_and_options_at_once(config: Config) -> None:
    found = problems(config("prot = 1\ninsecure_lan = 5"), {"port": -1, "database": "no/a.db"})
    assert {each.key for each in found} == {"prot", "insecure_lan", "--port", "--database"}
