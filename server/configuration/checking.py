"""Is this office's file right, and can it work?"""

from pathlib import Path

from server.configuration.cautions import warnings_for
from server.configuration.office_settings import load_office
from server.configuration.speaking import speech_warnings
from settings.checking import Findings


def check_office(path: Path) -> Findings:
    """What `antrean check` tells of an OFFICE.toml. Raises ConfigurationError."""
    settings = load_office(path)
    office = settings.office
    cautions = (*warnings_for(settings), *speech_warnings(settings))
    return Findings(
        f"{office.name}, {len(office.services)} services, {len(office.counters)} counters",
        tuple(map(str, cautions)),
    )
