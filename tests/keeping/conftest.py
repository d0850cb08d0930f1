"""Journals on both engines, as the journal's own tests have them."""

from tests.journal.conftest import file, journal

__all__ = ["file", "journal"]
