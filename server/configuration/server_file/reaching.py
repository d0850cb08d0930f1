"""What of the server's own file the hall and its staff are shown."""

from dataclasses import replace

from server.configuration.office_settings import OfficeSettings
from server.configuration.server_file.settings import ServerSettings


def as_reached_here(office: OfficeSettings, settings: ServerSettings) -> OfficeSettings:
    """The office with what its slips may promise of phones, and what its staff must know."""
    presentation = replace(
        office.presentation,
        phones_reach=settings.phones_reach,
        is_encrypted=settings.is_loopback or not settings.insecure_lan,
    )
    return replace(office, presentation=presentation)
