"""What the server itself does first on a day, or beforehand on one that is to come."""

from datetime import UTC, date, datetime

from server.configuration.office_settings import OfficeSettings
from server.journal.journal import Journal
from server.office.clock import OfficeClock
from server.office.orders import Order
from server.queueing.commands import ConfigureOffice, GoOnRestored


def configuring(settings: OfficeSettings, day: date, version: int) -> Order:
    """Let a file that was changed since the day was opened take effect. `version`: the day's."""
    command = ConfigureOffice(settings.office, settings.schedule(day))
    return Order(f"configure:{version}", day, "configuration", command)


def going_on(
    settings: OfficeSettings, journal: Journal, clock: OfficeClock, day: date
) -> Order | None:
    """Let no number be given again after a restore; None where it was of no meaning for the day.

    Of the day of the restore numbers may have been given since the backup, and of the next open
    day kiosks may have been lent some.
    """
    if journal.restored_at is None:
        return None
    at = clock.ago((datetime.now(UTC) - journal.restored_at).total_seconds())
    restored_on = settings.date_at(at)
    if day != restored_on and day != settings.schedule(restored_on).next_open:
        return None
    return Order(f"restored:{journal.epoch}", day, "clock", GoOnRestored(at))
