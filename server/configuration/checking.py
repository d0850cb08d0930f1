"""Is this office's file right, and can it work?"""

from pathlib import Path

from server.configuration.cautions import warnings_for
from server.configuration.office_settings import OfficeSettings, load_office
from server.configuration.presentation.speaking import speech_warnings
from settings.checking import Findings


def check_office(path: Path) -> Findings:
    """What `antrean check` tells of an OFFICE.toml. Raises ConfigurationError."""
    settings = load_office(path)
    office = settings.office
    cautions = (*warnings_for(settings), *speech_warnings(settings))
    return Findings(
        f"{office.name}, {len(office.services)} services, {len(office.counters)} counters, "
        f"{_places(settings)}",
        tuple(map(str, cautions)),
    )


def _places(settings: OfficeSettings) -> str:
    """Whether visitors are given places, and how many the day begins with."""
    hall = settings.office.hall
    if hall is None:
        return "no places"
    profile = hall.health_profile(hall.profile)
    used = len(profile.spots) if profile is not None else 0
    return f'{len(hall.spots)} places (a day begins with profile "{hall.profile}": {used})'
