"""TOML files read into typed settings, with errors that say where and what.

    load_office(path) -> OfficeSettings      OFFICE.toml: .office, .schedule(date)
    load_unplanned_office(path)              the same without the plan of its lobby: it is made anew
    load_server(path, options) -> ServerSettings    antrean.toml, with the command line's options
    warnings_for(settings) -> list[Caution]  what an OFFICE.toml allows, but cannot work

Both loaders raise `ConfigurationError` with every problem of the file at once. The keys stand in
`office_keys` (with `lobby`, `presentation` and `personal_keys`) and `server_file`;
docs/configuration.md explains each, and a test holds it to that. What people write is never written
here; the plan of a lobby is (`lobby.spots_file`).
"""

from server.configuration.cautions import Caution, warnings_for
from server.configuration.office_settings import (
    OfficeSettings,
    load_office,
    load_unplanned_office,
)
from server.configuration.server_file.settings import ServerSettings, load_server
from settings.problems import ConfigurationError, Problem

__all__ = [
    "Caution",
    "ConfigurationError",
    "OfficeSettings",
    "Problem",
    "ServerSettings",
    "load_office",
    "load_server",
    "load_unplanned_office",
    "warnings_for",
]
