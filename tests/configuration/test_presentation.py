"""How the hall looks and sounds, as the office's file says it, and every way to say it wrong."""

from pathlib import Path

import pytest
from PIL import Image

from protocol.snapshots import DisplayView, HealthView, SlideView
from server.configuration import warnings_for
from server.configuration.presentation.picture_files import (
    LARGEST_PICTURE_BYTES,
    LARGEST_VIDEO_BYTES,
)
from server.configuration.presentation.presentation import Announcements, Presentation
from server.queueing.office import Span
from tests.configuration.conftest import Change, Load, Refuse
from tests.pictures import write_picture, write_video

TOP = 'id = "small"'
END = 'en = "Tea" } }]'
WORDS = 'words = { id = "Halo", en = "Hello" }'


def at_top(text: str) -> Change:
    return TOP, f"{TOP}\n{text}"


def at_end(text: str) -> Change:
    return END, f"{END}\n{text}"


def test_office_that_says_nothing_shows_and_says_everything(load: Load) -> None:
    assert load().presentation == Presentation(announcements=Announcements(languages=("id", "en")))


def test_everything_is_read(load: Load, tmp_path: Path) -> None:
    write_picture(tmp_path / "logo.png")
    picture, video = write_picture(tmp_path / "hall.webp"), write_video(tmp_path / "hall.mp4")
    (tmp_path / "voice").mkdir()
    shown = load(
        at_top('logo = "logo.png"'),
        at_end(
            f"""
            [[displays]]
            name = "display-1"
            title = {{ id = "Sayap Timur", en = "East wing" }}
            services = ["ktp"]
            counters = [1, "window"]
            speaks = false
            [[displays]]
            name = "display-2"
            counters = [2]
            turn = 270
            [[slides]]
            kind = "health"
            [[slides]]
            kind = "words"
            seconds = 5
            {WORDS}
            [[slides]]
            kind = "picture"
            file = "hall.webp"
            [[slides]]
            kind = "video"
            file = "hall.mp4"
            {WORDS}
            [health]
            distance_metres = 1.5
            mask = true
            [announcements]
            languages = ["en", "id"]
            volume = 60
            quiet = ["12:00-13:00"]
            speech = false
            words_per_minute = 120
            voices = {{ en = "en-us+f2" }}
            clips = "voice"
            """
        ),
    ).presentation
    assert shown.logo == tmp_path / "logo.png"
    assert shown.displays == (
        DisplayView(
            "display-1",
            {"id": "Sayap Timur", "en": "East wing"},
            ("ktp",),
            ("1", "window"),
            speaks=False,
        ),
        DisplayView("display-2", counters=("window",), turn=270),
    )
    words = {"id": "Halo", "en": "Hello"}
    webp, mp4 = (slide.path for slide in shown.slides[2:])
    assert shown.slides == (
        SlideView("health", 12.0),
        SlideView("words", 5.0, words),
        SlideView("picture", 12.0, path=webp),
        SlideView("video", 12.0, words, mp4),
    )
    assert shown.files == {webp: picture, mp4: video}
    assert (Path(webp).suffix, Path(mp4).suffix) == (".webp", ".mp4")
    assert shown.health == HealthView(1.5, mask=True)
    quiet = (Span("12:00", "13:00"),)
    assert shown.announcements == Announcements(
        *(("en", "id"), 60, quiet, False, 120),
        voices={"id": "id", "en": "en-us+f2"},
        clips=tmp_path / "voice",
    )


def test_address_of_a_picture_changes_with_its_content_only(load: Load, tmp_path: Path) -> None:
    for name, colour in (("one.png", "red"), ("same.png", "red"), ("other.png", "blue")):
        write_picture(tmp_path / name, colour=colour)
    slides = "".join(
        f'[[slides]]\nkind = "picture"\nfile = "{name}.png"\n' for name in ("one", "same", "other")
    )
    one, same, other = (slide.path for slide in load(at_end(slides)).presentation.slides)
    assert one == same != other


# what is written at the end; then the problem's key, and words of found, allowed, nearest
WRONG = [
    ('[[displays]]\nname = "No 1"', "displays[0].name", '"No 1"', "small letters", None),
    ("[[displays]]\nspeaks = true", "displays[0].name", "nothing", "small letters", None),
    ('[[displays]]\nname = "a"\n[[displays]]\nname = "a"', "displays[1].name",
     '"a", which displays[0]', "no other has", None),
    ('[[displays]]\nname = "a"\nservices = ["kkk"]', "displays[0].services[0]", '"kkk"',
     "one of the services: ktp, kk", "kk"),
    ('[[displays]]\nname = "a"\ncounters = [1, 7]', "displays[0].counters[1]", '"7"',
     "one of the counters: 1, window", None),
    ('[[displays]]\nname = "a"\ncounters = ["windw"]', "displays[0].counters[0]", '"windw"',
     "1, window", "window"),
    ('[[displays]]\nname = "a"\ncounters = [true]', "displays[0].counters[0]", "true",
     "number or id", None),
    ('[[displays]]\nname = "a"\ntitle = { id = "x" }', "displays[0].title.en", "nothing",
     "every language", None),
    ('[[displays]]\nname = "a"\nspeeks = true', "displays[0].speeks", "unknown key", "speaks",
     "speaks"),
    ('[[displays]]\nname = "a"\nlayout = "map"', "displays[0].layout", '"map"',
     "calls, plan", None),
    ('[[displays]]\nname = "a"\nlayout = "plan"', "displays[0].layout", '"plan"',
     "where no [lobby] is", None),
    ('[[displays]]\nname = "a"\nturn = 45', "displays[0].turn", "45", "0, 90, 180, 270", None),
    ('[[displays]]\nname = "a"\nturn = true', "displays[0].turn", "true", "0, 90, 180", None),
    ('[announcements]\ncome_in = 1', "announcements.come_in", "1", "true or false", None),
    ('[[slides]]\nkind = "film"', "slides[0].kind", '"film"', "health, words, picture, video",
     None),
    ('[[slides]]\nkind = "vidio"', "slides[0].kind", '"vidio"', "health, words", "video"),
    ('[[slides]]\nkind = "words"', "slides[0].words", "nothing", "what the slide says", None),
    ('[[slides]]\nkind = "health"\nseconds = 1', "slides[0].seconds", "1", "from 3 to 600", None),
    ('[[slides]]\nkind = "health"\nseconds = nan', "slides[0].seconds", "nan", "from 3", None),
    ('[[slides]]\nkind = "health"\nfile = "x.png"', "slides[0].file", '"x.png"', "no file", None),
    ('[[slides]]\nkind = "picture"', "slides[0].file", "nothing", "the path of a picture", None),
    ('[[slides]]\nkind = "video"', "slides[0].file", "nothing", "the path of a video", None),
    ('[[slides]]\nkind = "picture"\nfile = "x.png"', "slides[0].file", "x.png\", which is not",
     "PNG, JPEG, WebP", None),
    ('[[slides]]\nkind = "picture"\nfile = "."', "slides[0].file", "which is not there",
     "a picture", None),
    ('[[slides]]\nkind = "picture"\nfile = "small.toml"', "slides[0].file", "or no picture",
     "PNG, JPEG, WebP", None),
    ('[[slides]]\nkind = "video"\nfile = "small.toml"', "slides[0].file", "no such video", ".mp4",
     None),
    ("[health]\ndistance_metres = -1", "health.distance_metres", "-1", "from 0 to 10", None),
    ("[health]\nmasks = true", "health.masks", "unknown key", "mask", "mask"),
    ("[announcements]\nvolume = 101", "announcements.volume", "101", "from 0 to 100", None),
    ('[announcements]\nlanguages = ["de"]', "announcements.languages[0]", '"de"', "id, en", None),
    ("[announcements]\nlanguages = []", "announcements.languages", "an empty list", "at least 1",
     None),
    ('[announcements]\nquiet = ["13:00-12:00"]', "announcements.quiet[0]", "13:00", "earlier",
     None),
    ('[announcements]\nclips = "voices"', "announcements.clips", "voices", "a folder", None),
    ('[announcements]\nvoices = { id = "--help" }', "announcements.voices.id", "--help", "a voice",
     None),
    ('[announcements]\nvoices = { de = "de" }', "announcements.voices.de", "unknown", "id", None),
    ("[announcements]\nwords_per_minute = 5", "announcements.words_per_minute", "5", "80 to 300",
     None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "found", "allowed", "nearest"), WRONG)
def test_problem_names_key_found_allowed_and_nearest(
    refuse: Refuse, text: str, key: str, found: str, allowed: str, nearest: str | None
) -> None:
    (problem,) = refuse(at_end(text))
    assert problem.key == key
    assert found in problem.found
    assert allowed in problem.allowed
    assert problem.nearest == nearest


def test_language_that_the_office_does_not_offer_is_not_spoken(refuse: Refuse) -> None:
    languages = ('languages = ["id", "en"]', 'languages = ["id"]')
    problems = refuse(languages, at_end('[announcements]\nlanguages = ["en"]'))
    assert [each.allowed for each in problems] == ["a language of the office: id"]


PICTURE = '[[slides]]\nkind = "picture"\nfile = "x.png"'


def test_picture_of_too_many_pixels_names_the_limit(refuse: Refuse, tmp_path: Path) -> None:
    write_picture(tmp_path / "x.png", (4097, 10))
    (problem,) = refuse(at_end(PICTURE))
    assert problem.found.endswith('x.png" of 4097 x 10 pixels')
    assert problem.allowed == "at most 4096 x 4096 pixels"


def test_picture_made_to_choke_the_reader_is_not_read(refuse: Refuse, tmp_path: Path) -> None:
    Image.new("1", (14_000, 14_000)).save(tmp_path / "x.png")  # 25 kB that unfold to 196 million
    (problem,) = refuse(at_end(PICTURE))
    assert problem.allowed == "at most 4096 x 4096 pixels"


@pytest.mark.parametrize(
    ("kind", "most", "limit"),
    [
        ("picture", LARGEST_PICTURE_BYTES, "at most 8 MB"),
        ("video", LARGEST_VIDEO_BYTES, "at most 200 MB"),
    ],
)
def test_file_too_large_names_the_limit(
    refuse: Refuse, tmp_path: Path, kind: str, most: int, limit: str
) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(most + 1)  # a hole: takes no room
    (problem,) = refuse(at_end(f'[[slides]]\nkind = "{kind}"\nfile = "x"'))
    assert problem.allowed == limit


def test_picture_that_was_cut_off_is_damaged(refuse: Refuse, tmp_path: Path) -> None:
    whole = write_picture(tmp_path / "x.png", (400, 400)).read_bytes()
    (tmp_path / "x.png").write_bytes(whole[: len(whole) // 2])
    (problem,) = refuse(at_end(PICTURE))
    assert "damaged" in problem.found


def test_picture_that_moves_is_refused(refuse: Refuse, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "x.png", save_all=True, append_images=frames[1:])
    (problem,) = refuse(at_end(PICTURE))
    assert "which moves" in problem.found


def test_logo_is_held_to_the_same(refuse: Refuse) -> None:
    (problem,) = refuse(at_top('logo = "gone.png"'))
    assert (problem.key, "not there" in problem.found) == ("logo", True)


def test_calls_that_nobody_says_are_told(load: Load) -> None:
    displays = '[[displays]]\nname = "a"\nservices = ["ktp"]\ncounters = [1]'
    cautions = warnings_for(load(at_end(displays)))
    assert [(each.key, each.words) for each in cautions] == [
        ("displays", 'no display says the calls of "ktp" at counter 2 aloud'),
        ("displays", 'no display says the calls of "kk" at counter 2 aloud'),
    ]


def test_calls_that_two_say_are_told(load: Load) -> None:
    displays = (
        '[[displays]]\nname = "a"\nservices = ["ktp"]\n[[displays]]\nname = "b"\n'
        '[[displays]]\nname = "c"\nspeaks = false'
    )
    (caution,) = warnings_for(load(at_end(displays)))
    assert caution.key == "displays[1].speaks"
    assert caution.words == '"a" says the calls of "ktp" too: they would be heard twice'


def test_displays_that_share_the_hall_have_nothing_to_be_said_of(load: Load) -> None:
    displays = (
        '[[displays]]\nname = "a"\ncounters = [1]\n[[displays]]\nname = "b"\ncounters = ["window"]'
    )
    assert warnings_for(load(at_end(displays))) == []


def test_slide_with_nothing_on_it_and_a_volume_of_nothing_are_told(load: Load) -> None:
    cautions = warnings_for(
        load(at_end('[[slides]]\nkind = "health"\n[announcements]\nvolume = 0'))
    )
    assert [each.key for each in cautions] == ["slides[0]", "announcements.volume"]
