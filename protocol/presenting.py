"""How an office shows itself: its displays, slides, announcements. A part of `snapshots`."""

from msgspec import Struct

from protocol.stamps import Words


class DisplayView(Struct, frozen=True):
    """One display of the hall, found by its `name`. Empty `services` and `counters`: all of them.

    `speaks`: this one says the calls of its services and counters aloud. `layout`: calls, or plan
    (the hall seen from above, where places are given), turned clockwise by `turn` degrees.
    """

    name: str
    title: Words = {}
    services: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    speaks: bool = True
    layout: str = "calls"
    turn: int = 0


class SlideView(Struct, frozen=True):
    """One leaf of the slot for notices. `kind`: health, words, picture or video.

    `path` (picture, video) is below `/office/{office}/slides/`; `words` is text or caption.
    """

    kind: str
    seconds: float
    words: Words = {}
    path: str = ""


class AnnouncementsView(Struct, frozen=True):
    """How calls are said. `speech` is false where the server cannot speak: then a chime only.

    `languages` in the order spoken; `volume` in percent; `quiet` are stretches ("HH:MM", "HH:MM")
    of the office's clock in which nothing sounds. `come_in`: who is asked to come in is said, too.
    """

    languages: tuple[str, ...] = ()
    volume: int = 80
    quiet: tuple[tuple[str, str], ...] = ()
    speech: bool = False
    come_in: bool = True


class HealthView(Struct, frozen=True):
    """The health rules of the hall; 0.0 and False: not asked for."""

    distance_metres: float = 0.0
    mask: bool = False
    hand_wash: bool = False


class AskingView(Struct, frozen=True):
    """What a visitor is told who is asked for one kind of personal data.

    Kept `days` after the day of the visit. `regions`: beginnings of NIKs that are usual here.
    """

    kind: str  # phone, nik
    purpose: Words
    consent: Words
    days: int = 0
    regions: tuple[str, ...] = ()


class OfficeView(Struct, frozen=True):
    """What does not change during most days."""

    id: str
    name: str
    timezone: str
    timezone_label: str
    languages: tuple[str, ...]
    priority_groups: tuple[Words, ...] = ()
    most_services: int = 1
    largest_party: int = 1
    lobby: str | None = None  # names the floor that `lobby` (GET) has; None: no places are given
    logo: bool = False  # whether there is one, at `/office/{office}/logo`
    displays: tuple[DisplayView, ...] = ()
    slides: tuple[SlideView, ...] = ()
    announcements: AnnouncementsView = AnnouncementsView()
    health: HealthView = HealthView()
    phones_reach: str = "everywhere"  # where a phone opens its ticket; or "office_wifi", or "no"
    is_encrypted: bool = True  # false: others in the network can read what screens send
    personal: tuple[AskingView, ...] = ()  # empty: nothing personal is asked for
