"""What may go wrong between a day and where it is kept.

One error for callers who can only say "later": `StorageError`. It has subclasses only where a
caller acts differently.
"""

from datetime import date


class StorageError(Exception):
    """The journal did not do what was asked, and nothing of it is kept, as far as is known.

    It works again by itself when the cause is gone (disk full, file locked, connection lost).
    A commit whose fate could not be found out is told so too: repeating a command under its id
    is safe either way.
    """


class CommitLostError(StorageError):
    """The answer to a COMMIT was lost. Settled inside the journal; callers never see it."""


class JournalLockedError(StorageError):
    """Another server has the file open: two would each keep a day of their own in memory."""


class SchemaTooNewError(StorageError):
    """The database was made by a newer Antrean: starting would damage what it does not know."""


class JournalUnreadableError(StorageError):
    """A day holds what this program cannot read: that office is read-only until it can.

    Never skipped: a day without one of its events is another day.
    """

    def __init__(self, office: str, date: date, version: int, reason: str) -> None:
        super().__init__(f"{office}, {date}, event {version}: {reason}")
        self.office = office
        self.date = date
        self.version = version
