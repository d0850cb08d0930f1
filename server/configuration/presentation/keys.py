"""The keys of an OFFICE.toml that say how the office presents itself in its hall."""

from server.configuration.presentation.presentation import Announcements
from server.configuration.values import WORDS, Spans
from settings.kinds import Key, Listing, Scalar, Table
from settings.values import FLAG, IDENTIFIER, LANGUAGE, TEXT, choice, number_within, whole
from speech.espeak import FASTEST, SLOWEST, VOICE_NAME, VOICES
from texts import LANGUAGES

LAYOUTS = ("calls", "plan")
TURNS = (0, 90, 180, 270)
SLIDE_KINDS = ("health", "words", "picture", "video")
SLIDE_SECONDS = 12.0
LONGEST_SLIDE_SECONDS = 600


def _counter_name(found: object) -> str:
    """A counter's number or id, as a display names it."""
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return str(IDENTIFIER.convert(found))


def _voice(found: object) -> str:
    if not isinstance(found, str) or not VOICE_NAME.fullmatch(found):
        raise ValueError
    return found


def _turn(found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, int) or found not in TURNS:
        raise ValueError
    return found


TURN = Scalar(f"one of {', '.join(map(str, TURNS))}", _turn)
VOICE = Scalar('the name of a voice of espeak-ng, such as "id" or "en-gb"', _voice)
COUNTER_NAME = Scalar("a counter by its number or id", _counter_name)

DISPLAY = Table(
    Key("name", IDENTIFIER),
    Key("title", WORDS, None),
    Key("services", Listing(IDENTIFIER, unique=True), ()),
    Key("counters", Listing(COUNTER_NAME, unique=True), ()),
    Key("speaks", FLAG, True),
    Key("layout", choice(lambda: LAYOUTS, f"one of {', '.join(LAYOUTS)}"), LAYOUTS[0]),
    Key("turn", TURN, 0),
    noun="display",
)

SLIDE = Table(
    Key("kind", choice(lambda: SLIDE_KINDS, f"one of {', '.join(SLIDE_KINDS)}")),
    Key("seconds", number_within(3, LONGEST_SLIDE_SECONDS, "seconds"), SLIDE_SECONDS),
    Key("words", WORDS, None),
    Key("file", TEXT, None),
    noun="slide",
)

HEALTH = Table(
    Key("distance_metres", number_within(0, 10, "metres"), 0.0),
    Key("mask", FLAG, False),
    Key("hand_wash", FLAG, False),
)

ANNOUNCEMENTS = Table(
    Key("languages", Listing(LANGUAGE, least=1, unique=True), None),
    Key("volume", whole(0, 100, "percent"), Announcements.volume),
    Key("quiet", Spans(), ()),
    Key("speech", FLAG, Announcements.speech),
    Key("come_in", FLAG, Announcements.come_in),
    Key("words_per_minute", whole(SLOWEST, FASTEST, "words"), Announcements.words_per_minute),
    Key("voices", Table(*(Key(language, VOICE, VOICES[language]) for language in LANGUAGES)), None),
    Key("clips", TEXT, None),
)

PRESENTATION = (
    Key("logo", TEXT, None),
    Key("displays", Listing(DISPLAY), ()),
    Key("slides", Listing(SLIDE), ()),
    Key("health", HEALTH, None),
    Key("announcements", ANNOUNCEMENTS, None),
)
"""Keys at the top of the file."""
