"""Every way in which an OFFICE.toml can be wrong, and what a person is told."""

from pathlib import Path

import pytest

from server.configuration import ConfigurationError, load_office
from tests.configuration.conftest import OFFICE, Change, Refuse, Write

PLAN = 'plan = ["08:00-12:00"]'
OFFERED = 'services = ["ktp"]'
FRIDAY = 'friday = ["09:00-11:00"]'
FROM = "from = 2027-02-08"

# what is changed, into what; then the problem's key, and words of found, allowed, nearest
WRONG = [
    # single values
    ('id = "small"', 'id = "Small Office"', "id", '"Small Office"', "small letters", None),
    ('id = "small"', "id = 5", "id", "5", "small letters", None),
    ('name = "Kantor Kecil"', 'name = " "', "name", '" "', "not empty", None),
    ('name = "Kantor Kecil"', "", "name", "nothing", "a text", None),
    ('"Asia/Jakarta"', '"Asia/Jakrata"', "timezone", "Jakrata", "IANA", "Asia/Jakarta"),
    ('["id", "en"]', '["id", "eng"]', "languages[1]", '"eng"', "id, en", "en"),
    ('["id", "en"]', '["id", "id"]', "languages[1]", "a second time", "each once", None),
    ('["id", "en"]', "[]", "languages", "an empty list", "at least 1", None),
    ('["id", "en"]', '"id"', "languages", '"id"', "a list", None),
    ('letter = "B"', 'letter = "I"', "services[1].letter", '"I"', "not I or O", None),
    ('letter = "B"', 'letter = "O"', "services[1].letter", '"O"', "not I or O", None),
    ('letter = "B"', 'letter = "BB"', "services[1].letter", '"BB"', "one capital", None),
    ('letter = "B"', 'letter = "b"', "services[1].letter", '"b"', "one capital", None),
    ("minutes = 12.5", "minutes = 0", "services[1].minutes", "0", "greater than 0", None),
    ("minutes = 12.5", "minutes = -1", "services[1].minutes", "-1", "greater than 0", None),
    ("minutes = 12.5", "minutes = nan", "services[1].minutes", "nan", "greater than 0", None),
    ("minutes = 12.5", "minutes = true", "services[1].minutes", "true", "a number", None),
    ("minutes = 12.5", 'minutes = "five"', "services[1].minutes", '"five"', "a number", None),
    ("minutes = 12.5", "", "services[1].minutes", "nothing", "a number", None),
    ("quota = 20", "quota = -1", "services[0].quota", "-1", "0 or more", None),
    ("quota = 20", "quota = 2.5", "services[0].quota", "2.5", "whole number", None),
    ("priority = 1\n", "priority = 0\n", "share.priority", "0", "1 or more", None),
    ("priority = 2,", "priority = 0,", "services[0].share.priority", "0", "1 or more", None),
    ("number = 1", "number = 0", "counters[0].number", "0", "1 or more", None),
    ("confirm_seconds = 60", "confirm_seconds = 0", "tickets.confirm_seconds", "0", "from 1", None),
    ("behind = 5", "behind = -1", "returns.behind", "-1", "0 or more", None),
    ("seconds = 600", "seconds = 90000", "hold.seconds", "90000", "to 86400", None),
    ("[hold]\nseconds = 600", "hold = 600", "returns.hold", "unknown key", "behind, most", "hold"),
    # tables and lists
    ("[share]\n", "[[share]]\n", "share", "a list of 1", "a table (priority, regular)", None),
    ('{ id = "KTP", en = "Identity card" }', '"KTP"', "services[0].name", '"KTP"', "each", None),
    ('en = "Identity card"', 'eng = "Identity card"', "services[0].name.eng", "", "id", "en"),
    ('id = "KTP",', 'id = "",', "services[0].name.id", '""', "not empty", None),
    (OFFERED, "services = []", "counters[0].services", "an empty", "at least 1", None),
    (OFFERED, 'services = ["ktp", "ktp"]', "counters[0].services[1]", "second", "once", None),
    # unknown keys
    ("quota = 20", "qouta = 20", "services[0].qouta", "an unknown key", "quota", "quota"),
    ("minutes = 12.5", "minuts = 12.5", "services[1].minuts", "an unknown key", "id", "minutes"),
    ("[returns]\n", "[retruns]\n", "retruns", "an unknown key", "returns", "returns"),
    ("[hours]\n", "[hours]\nlanguages = []\n", "hours.languages", "unknown", "monday", "languages"),
    ("[hours]\n", "[hours]\nxyzzy = 1\n", "hours.xyzzy", "an unknown key", "monday", None),
    ("pause = [", "pauze = [", "reasons.pauze", "an unknown key", "issue", "pause"),
    # spans of time
    (PLAN, 'plan = ["8-12"]', "counters[0].plan[0]", '"8-12"', "08:00-12:00", None),
    (PLAN, 'plan = "08:00-12:00"', "counters[0].plan", '"08', "a list", None),
    (PLAN, 'plan = ["08:00-24:00"]', "counters[0].plan[0]", "24:00", "span", None),
    (PLAN, 'plan = ["12:00-08:00"]', "counters[0].plan[0]", "12:00", "earlier", None),
    (PLAN, 'plan = ["08:00-08:00"]', "counters[0].plan[0]", "08:00", "earlier", None),
    (PLAN, 'plan = ["08:00-12:00", "11:00-13:00"]', "counters[0].plan[1]",
     '"11:00-13:00" after "08:00-12:00"', "after the one before has ended", None),
    ('"08:00-12:00", "13:00-15:00"', '"13:00-15:00", "08:00-12:00"', "hours.monday[1]",
     '"08:00-12:00" after "13:00-15:00"', "after the one before has ended", None),
    # the parts among each other
    ('id = "kk"', 'id = "ktp"', "services[1].id", "services[0] has already", "no other has", None),
    ('letter = "B"', 'letter = "A"', "services[1].letter", '"A", which', "no other has", None),
    ("number = 2", "number = 1", "counters[1].number", "1, which counters[0]", "no other", None),
    ('id = "window"', 'id = "1"', "counters[1].id", '"1", which counters[0]', "no other has", None),
    ('["ktp", "kk"]', '["ktp", "kkk"]', "counters[1].services[1]", '"kkk"', "ktp, kk", "kk"),
    (', en = "Identity card"', "", "services[0].name.en", "nothing", "every language", None),
    (', en = "Elderly"', "", "priority_groups[0].en", "nothing", "every language", None),
    (', en = "Tea"', "", "reasons.pause[0].words.en", "nothing", "every language", None),
    (', en = "Moving house"', "", "hours.closed_extra[0].reason.en", "nothing", "every", None),
    (', en = "at the district office"', "", "services[2].elsewhere.en", "nothing", "every", None),
    ('en = "Tea" } }]', 'en = "Tea" } }, { id = "tea", words = { id = "Teh", en = "T" } }]',
     "reasons.pause[1].id", '"tea", which', "no other has", None),
    ("no_show_seconds = 120", "no_show_seconds = 900", "calls.no_show_priority_seconds", "300",
     "at least no_show_seconds (900)", None),
    ("[calls]", "[offline]\nmost = 4\n[calls]", "offline.most", "4", "at least 5 (least)", None),
    ("[calls]", "[offline]\nnumbers_from = 1\n[calls]", "offline.numbers_from", "1", "2", None),
    # hours
    ('country = "ID"', 'country = "XQ"', "hours.holidays.country", '"XQ"', "two letters", None),
    ('country = "ID"', "", "hours.holidays.country", "nothing", "two letters", None),
    ('"government"', '"goverment"', "hours.holidays.categories[1]", "goverment",
     "for ID: government, public", "government"),
    (FROM, "from = 2027-04-08", "hours.season[0].until", "2027-03-09",
     "2027-04-08 (from) on", None),
    (FROM, 'from = "2027-02-08"', "hours.season[0].from", '"2027', "quotes", None),
    (FROM, "from = 2027-02-08T08:00:00", "hours.season[0].from", "2027", "date", None),
    ("season = [{", f"season = [{{ from = 2027-03-09, until = 2027-03-20, {FRIDAY} }}, {{",
     "hours.season[0].from", "2027-03-09", "after 2027-03-09, when hours.season[1] ends", None),
    (', monday = ["09:00-12:00"]', "", "hours.season[0]", "no weekday", "at least one", None),
    ("date = 2026-06-20,", "date = 2026-06-22,", "hours.open_extra[0].date", "in closed_extra too",
     "one of the two", None),
    (', hours = ["09:00-11:00"]', "", "hours.open_extra[0].hours", "nothing",
     "a Saturday has none", None),
    ('open_extra = [{', 'open_extra = [{ date = 2026-06-20, hours = ["08:00-09:00"] }, {',
     "hours.open_extra[1].date", "2026-06-20, which", "no other has", None),
    ("opening = 60", "opening = 700", "hours.monday", "opening at 08:00", "midnight", None),
    ("closing = 30", "closing = 600", "hours.monday", "until 600 minutes", "some time", None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "found", "allowed", "nearest"), WRONG)
def test_problem_names_key_found_allowed_and_nearest(
    refuse: Refuse,
    old: str,
    new: str,
    key: str,
    found: str,
    allowed: str,
    nearest: str | None,
) -> None:
    problems = refuse((old, new))
    (problem,) = [each for each in problems if each.key == key] or [None]
    assert problem is not None, "\n".join(map(str, problems))
    assert found in problem.found
    assert allowed in problem.allowed
    assert problem.nearest == nearest
    assert problem.file.endswith("small.toml")


def test_office_without_hours_on_any_weekday_is_refused(refuse: Refuse) -> None:
    problems = refuse(
        ('monday = ["08:00-12:00", "13:00-15:00"]\n', ""),
        ('friday = ["08:00-11:30", "13:00-15:00"]\n', ""),
    )
    assert [(each.key, each.found) for each in problems] == [("hours", "no weekday with hours")]


def test_all_problems_of_a_file_are_told_at_once(refuse: Refuse) -> None:
    changes: list[Change] = [
        ('letter = "B"', 'letter = "O"'),
        ("minutes = 12.5", 'minutes = "long"'),
        (OFFERED, 'services = ["kpt"]'),
        ("number = 2", "number = 1"),
        ("confirm_seconds", "confrim_seconds"),
    ]
    assert {each.key for each in refuse(*changes)} == {
        "services[1].letter",
        "services[1].minutes",
        "counters[0].services[0]",
        "counters[1].number",
        "tickets.confrim_seconds",
    }


@pytest.mark.parametrize(
    "change",
    [
        ("[[services]]\nid = \"kk\"", "[[services]]\nid = 7"),
        ('monday = ["08:00-12:00", "13:00-15:00"]', "monday = 8"),
        ("from = 2027-02-08,", ""),
        ("date = 2026-06-20,", ""),
        ('id = "tea",', ""),
        ("number = 1", ""),
    ],
)  # fmt: skip
def test_one_mistake_is_one_problem(refuse: Refuse, change: Change) -> None:
    problems = refuse(change)
    consequences = [
        each for each in problems if "kk" in each.found
    ]  # the counter's unknown service
    assert len(problems) - len(consequences) == 1, problems


def test_problem_is_one_line_that_says_whose_key_it_is(refuse: Refuse) -> None:
    (problem,) = refuse(("minutes = 12.5", "minuets = 12.5\nminutes = 1"))
    assert str(problem).split("small.toml: ")[1] == (
        'services[1].minuets (service "kk"): found an unknown key. Allowed: the keys id, letter, '
        "name, minutes, quota, elsewhere, share, requirements, asks, needs. "
        'Did you mean "minutes"?'
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kiosk-1.toml", 'name = "kiosk-1"\ndark = true'),
        ("lobi.toml", 'name = "kiosk-1"\nserver = "http://127.0.0.1:8080"'),
        ("lobi.toml", '[printer]\nkind = "network"\nhost = "10.0.0.7"'),
    ],
)
def test_kiosks_file_is_told_in_one_line(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(ConfigurationError) as caught:
        load_office(path)
    assert str(caught.value) == (
        f"{path}: found the file of a kiosk. Allowed: the file of an office (OFFICE.toml)."
    )


def test_long_values_are_shortened(refuse: Refuse) -> None:
    (problem,) = refuse(('id = "small"', f'id = "{"X" * 500}"'))
    assert len(problem.found) == 60


# ---------------------------------------------------------------- the file as such


def problem_of(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_office(path)
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


def test_missing_file_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert problem_of(path) == f"{path}: found no such file. Allowed: the path of a TOML file."


def test_folder_instead_of_a_file_is_said_plainly(tmp_path: Path) -> None:
    assert "a file that cannot be read (is a directory)" in problem_of(tmp_path)


def test_toml_mistake_names_line_and_column(write: Write) -> None:
    told = problem_of(write(('name = "Kantor Kecil"', 'name = "Kantor Kecil')))
    assert "what is not TOML at line 2, column" in told


def test_toml_mistake_at_the_end_says_so(write: Write) -> None:
    path = write()
    path.write_text(f"{OFFICE}\nlast =")
    assert "what is not TOML at end of document" in problem_of(path)


def test_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('id = "a"\nname = "Café"\n'.encode("latin-1"))
    assert "not UTF-8 at line 2" in problem_of(path)


def test_empty_file_names_all_required_keys(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text("")
    with pytest.raises(ConfigurationError) as caught:
        load_office(path)
    keys = [each.key for each in caught.value.problems]
    assert keys == ["id", "name", "timezone", "hours", "services", "counters"]
