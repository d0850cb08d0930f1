from pathlib import Path

import pytest
from click.testing import CliRunner

from texts import LANGUAGES, catalogue
from texts.catalogue import gather_keys, list_problems


def test_catalogues_are_complete_right_and_compiled() -> None:
    assert list_problems(gather_keys()) == []


def test_keys_are_gathered_from_python_templates_and_scripts(tmp_path: Path) -> None:
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "app.py").write_text(
        'title = N_("Kept")\n'
        'show(texts.gettext("Shown %(x)s", x=1), _("Short"), translate("Long"))\n'
        'texts.ngettext("%(n)s person", "%(n)s people", count)\nstdlib.gettext(variable)\n'
    )
    (tmp_path / "desk" / "web").mkdir(parents=True)
    (tmp_path / "desk" / "web" / "desk.html").write_text('<p title="{{ _("In a template") }}"></p>')
    (tmp_path / "desk" / "web" / "desk.js").write_text(
        'const a = t("In a script"); tn("%(n)s number", "%(n)s numbers", n);'
    )
    (tmp_path / "desk" / "web" / "words.json").write_text(
        '{"texts": {"why": {"put_back": "In a table"}}, "marks": {"open": "Not a word"}}'
    )
    (tmp_path / "desk" / "web" / "actions.json").write_text(
        '{"texts": {"id": "No table of words"}}'
    )
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test.py").write_text('_("Not for people")')
    assert set(gather_keys(tmp_path).files) == {
        "Kept",
        "Shown %(x)s",
        "Short",
        "Long",
        ("%(n)s person", "%(n)s people"),
        "In a template",
        "In a script",
        "In a table",
        ("%(n)s number", "%(n)s numbers"),
    }


@pytest.fixture
def own_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of its own with one text in it, and empty catalogues."""
    (tmp_path / "house" / "kiosk").mkdir(parents=True)
    monkeypatch.setattr(catalogue, "LOCALE_FOLDER", tmp_path / "locale")
    return tmp_path / "house" / "kiosk" / "app.py"


def update(source: Path, text: str, prune: bool = False) -> list[str]:
    """Write the one source file, bring the catalogues up to it, and say what is then wrong."""
    source.write_text(text)
    keys = gather_keys(source.parent.parent)
    for language in LANGUAGES:
        catalogue.write_catalogue(catalogue.update_catalogue(language, keys, prune), language)
        catalogue.compile_catalogue(language)
    return list_problems(keys)


def translate(key: str, text: str) -> None:
    path = catalogue.path_of("id")
    path.write_text(
        path.read_text().replace(f'msgid "{key}"\nmsgstr ""', f'msgid "{key}"\nmsgstr "{text}"')
    )


def test_glossary_term_is_filled_in(own_locale: Path) -> None:
    assert update(own_locale, '_("Call next")') == []
    assert 'msgstr "Panggil Berikutnya"' in catalogue.path_of("id").read_text()


def test_untranslated_key_is_reported(own_locale: Path) -> None:
    assert update(own_locale, '_("Brand new")') == ["id: not translated: 'Brand new'"]


def test_key_missing_from_the_catalogue_is_reported(own_locale: Path) -> None:
    update(own_locale, '_("Call next")')
    own_locale.write_text('_("Call next"), _("Recall")')
    assert list_problems(gather_keys(own_locale.parent.parent)) == [
        f"{language}: used in kiosk/app.py, missing: 'Recall'" for language in LANGUAGES
    ]


def test_unused_key_is_kept_aside_until_pruned_and_comes_back(own_locale: Path) -> None:
    update(own_locale, '_("Brand new")')
    translate("Brand new", "Baru sekali")
    assert update(own_locale, '_("Call next")') == [
        "id: obsolete: 'Brand new' (update --prune drops it)"
    ]
    assert update(own_locale, '_("Call next"), _("Brand new")') == []
    assert 'msgstr "Baru sekali"' in catalogue.path_of("id").read_text()
    assert update(own_locale, '_("Call next")', prune=True) == []
    assert "Baru sekali" not in catalogue.path_of("id").read_text()


def test_differing_placeholders_are_reported(own_locale: Path) -> None:
    update(own_locale, '_("Up to %(most)s")')
    translate("Up to %(most)s", "Sampai %(paling)s")
    catalogue.compile_catalogue("id")
    problems = list_problems(gather_keys(own_locale.parent.parent))
    assert problems == [
        "id: placeholders differ: 'Up to %(most)s' has ['most'], 'Sampai %(paling)s' has ['paling']"
    ]


def test_loose_percent_sign_is_reported(own_locale: Path) -> None:
    update(own_locale, '_("Up to %(most)s")')
    translate("Up to %(most)s", "%(most)s % penuh")
    catalogue.compile_catalogue("id")
    assert list_problems(gather_keys(own_locale.parent.parent)) == [
        "id: a % that is no placeholder in '%(most)s % penuh'"
    ]


def test_stale_compiled_catalogue_is_reported(own_locale: Path) -> None:
    update(own_locale, '_("Brand new")')
    translate("Brand new", "Baru sekali")
    assert list_problems(gather_keys(own_locale.parent.parent)) == [
        "id: the compiled catalogue is older than the written one"
    ]


def test_departure_from_the_glossary_is_reported(own_locale: Path) -> None:
    update(own_locale, '_("Counter")')
    path = catalogue.path_of("id")
    path.write_text(path.read_text().replace('msgstr "Loket"', 'msgstr "Konter"'))
    catalogue.compile_catalogue("id")
    assert list_problems(gather_keys(own_locale.parent.parent)) == [
        "id: not as in the glossary: 'Counter'"
    ]


def test_update_is_stable(own_locale: Path) -> None:
    update(own_locale, '_("Counter"), texts.ngettext("%(n)s person", "%(n)s people", 3)')
    before = {path: path.read_bytes() for path in own_locale.parents[2].rglob("antrean.*")}
    update(own_locale, own_locale.read_text())
    assert {path: path.read_bytes() for path in own_locale.parents[2].rglob("antrean.*")} == before


def test_check_command_tells_problems_by_its_exit_code(
    own_locale: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(own_locale, '_("Brand new")')
    monkeypatch.setattr(catalogue, "gather_keys", lambda: gather_keys(own_locale.parent.parent))
    outcome = CliRunner().invoke(catalogue.catalogue_command, ["check"])
    assert outcome.exit_code == 1
    assert "not translated: 'Brand new'" in outcome.output
