"""Is this office's file right, and can it work?"""

from collections.abc import Iterator
from pathlib import Path

from server.configuration.cautions import Caution, warnings_for
from server.configuration.office_settings import OfficeSettings, load_office
from server.configuration.speaking import speech_warnings
from server.configuration.spots_file import read_spots, spots_path
from settings.checking import Findings


def check_office(path: Path) -> Findings:
    """What `antrean check` tells of an OFFICE.toml. Raises ConfigurationError."""
    settings = load_office(path)
    office = settings.office
    cautions = (*warnings_for(settings), *speech_warnings(settings), *_plan_warnings(settings))
    return Findings(
        f"{office.name}, {len(office.services)} services, {len(office.counters)} counters",
        tuple(map(str, cautions)),
    )


def _plan_warnings(settings: OfficeSettings) -> Iterator[Caution]:
    """Whether a floor has a plan; raises ConfigurationError where its plan does not fit it."""
    if settings.lobby is None:
        return
    path = spots_path(settings.path)
    if path.exists():
        read_spots(path, settings.lobby)
    else:
        words = f"no places are planned yet: antrean lobby plan {settings.path}"
        yield Caution(str(settings.path), "lobby", words)
