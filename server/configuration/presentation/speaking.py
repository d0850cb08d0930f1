"""What an office's announcements ask of this machine: its synthesizer, voices and recordings."""

from collections.abc import Iterator
from dataclasses import replace

from server.announcing.announcer import can_speak, faulty_clips
from server.configuration.cautions import Caution
from server.configuration.office_settings import OfficeSettings
from speech import espeak

NAMED_CLIPS = 12
"""How many of the missing recordings are named."""


def as_spoken_here(settings: OfficeSettings) -> OfficeSettings:
    """The settings, with `speech` false where this machine cannot speak: a chime only."""
    announcements = settings.presentation.announcements
    if not announcements.speech or can_speak(
        settings.office, announcements.languages, announcements.clips
    ):
        return settings
    silent = replace(announcements, speech=False)
    return replace(settings, presentation=replace(settings.presentation, announcements=silent))


def speech_warnings(settings: OfficeSettings) -> list[Caution]:
    """What of the announcements this machine cannot do."""
    if not settings.presentation.announcements.speech:
        return []
    found = [*_synthesizer(settings), *_voices(settings), *_recordings(settings)]
    return [Caution(str(settings.path), key, words) for key, words in found]


def _synthesizer(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    if not as_spoken_here(settings).presentation.announcements.speech:
        words = (
            f"{espeak.PROGRAM} is not on this machine, and there are no recordings for all calls: "
            "the server would announce them by a chime alone"
        )
        yield "announcements.speech", words


def _voices(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    known = espeak.list_voices()
    for language, voice in settings.presentation.announcements.voices.items():
        if known and voice.partition("+")[0] not in known:
            yield (
                f"announcements.voices.{language}",
                f'{espeak.PROGRAM} on this machine has no voice "{voice}", and would speak English',
            )


def _recordings(settings: OfficeSettings) -> Iterator[tuple[str, str]]:
    announcements = settings.presentation.announcements
    if announcements.clips is None:
        return
    faulty = faulty_clips(settings.office, announcements.languages, announcements.clips)
    if faulty:
        named = ", ".join(faulty[:NAMED_CLIPS])
        more = f" and {len(faulty) - NAMED_CLIPS} more" if len(faulty) > NAMED_CLIPS else ""
        words = (
            f"missing, or not a WAV of 16 bits: {named}{more}; sentences that need them are left "
            f"to {espeak.PROGRAM}"
        )
        yield "announcements.clips", words
