import json
from pathlib import Path

from playwright.async_api import Browser

import texts
from texts.pages import page_texts, script_keys, table_keys

SCRIPT = """
import { pageTexts } from "/static/texts/texts.js";
const { t, tn } = pageTexts();
show(t("Please choose a service first."), tn("%(n)s of yours", "%(n)s of theirs", count));
show(t("Please choose a service first."), t(variable));
"""


def test_keys_are_read_from_a_script_each_once() -> None:
    assert script_keys(SCRIPT) == (
        "Please choose a service first.",
        ("%(n)s of yours", "%(n)s of theirs"),
    )


def test_keys_are_read_from_a_table_of_words_each_once() -> None:
    table = {"texts": {"a": {"x": "Open", "y": "Pause"}, "b": "Open"}, "marks": {"x": "called"}}
    assert table_keys(json.dumps(table)) == ("Open", "Pause")


def test_page_gets_the_texts_of_its_keys_only() -> None:
    assert page_texts("id", ["Please choose a service first."]) == {
        "Please choose a service first.": "Silakan pilih layanan dahulu."
    }


def test_page_gets_all_plural_forms() -> None:
    assert page_texts("en", [("%(n)s of yours", "%(n)s of theirs")]) == {
        "%(n)s of yours": ["%(n)s of yours", "%(n)s of theirs"]
    }


def test_placeholders_stay_for_the_script_to_fill() -> None:
    assert page_texts("id", ["Open again: %(next)s."]) == {
        "Open again: %(next)s.": "Buka kembali: %(next)s."
    }


async def test_script_finds_and_fills_texts_in_a_browser(chromium: Browser) -> None:
    module = (Path(texts.__file__).parent / "web" / "texts.js").read_text()
    catalogue = {
        "Counter %(number)s": "Loket %(number)s",
        "%(n)s person": ["%(n)s orang"],
        "%(n)s ticket": ["%(n)s ticket", "%(n)s tickets"],
    }
    page = await chromium.new_page()
    await page.set_content(
        f'<script type="application/json" id="texts">{json.dumps(catalogue)}</script>'
    )
    said = await page.evaluate(
        """async source => {
            const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            const { t, tn } = (await import(url)).pageTexts();
            return [
                t("Counter %(number)s", { number: 3 }),
                t("Counter %(number)s", {}),
                t("Unknown %(x)s", { x: "<b>" }),
                tn("%(n)s person", "%(n)s people", 1),
                tn("%(n)s person", "%(n)s people", 4),
                tn("%(n)s ticket", "%(n)s tickets", 1),
                tn("%(n)s ticket", "%(n)s tickets", 0),
                tn("%(n)s spot", "%(n)s spots", 2),
            ];
        }""",
        module,
    )
    assert said == [
        "Loket 3",
        "Loket %(number)s",
        "Unknown <b>",
        "1 orang",
        "4 orang",
        "1 ticket",
        "0 tickets",
        "2 spots",
    ]
