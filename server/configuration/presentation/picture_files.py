"""The pictures and videos that an office file names: which may be used, and under which address.

Promises that a file which no screen could show, or which would choke a small computer in a hall,
is told when the file is read, with the limit that it breaks.
"""

import hashlib
import warnings
from pathlib import Path

from PIL import Image

from settings.problems import Place, describe

PICTURE_FORMATS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
"""What every browser shows and Pillow prints, by Pillow's names, with the address's ending."""
CONTENT_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
LARGEST_PICTURE_BYTES = 8_000_000
LARGEST_PICTURE_SIDE = 4096
"""In pixels: a screen of 3840 x 2160 is filled, and 64 MB of memory hold the picture."""

VIDEO_MARKS = {".mp4": (4, b"ftyp"), ".webm": (0, b"\x1a\x45\xdf\xa3")}
"""Where in a video's file which bytes stand, by its ending."""
LARGEST_VIDEO_BYTES = 200_000_000

MEGABYTE = 1_000_000
PICTURE = "a picture (PNG, JPEG, WebP)"
VIDEO = "a video (.mp4, .webm)"


def check_picture(place: Place, folder: Path, written: str) -> None:
    """Note whatever keeps a file from being shown as a picture."""
    if not _is_small_enough(place, folder, written, LARGEST_PICTURE_BYTES, PICTURE):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(folder / written, formats=tuple(PICTURE_FORMATS)) as picture:
                _check_opened(place, written, picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _note_too_large(place, written, "far too many pixels")
    except Exception:  # noqa: BLE001 - a damaged file may raise anything in a decoder
        place.note(f"{describe(written)}, which is damaged or no picture", PICTURE)


def check_video(place: Place, folder: Path, written: str) -> None:
    """Note whatever keeps a file from being shown as a video. Codecs are the browser's affair."""
    if not _is_small_enough(place, folder, written, LARGEST_VIDEO_BYTES, VIDEO):
        return
    path = folder / written
    start, mark = VIDEO_MARKS.get(path.suffix.lower(), (0, None))
    with path.open("rb") as file:
        beginning = file.read(16)
    if mark is None or beginning[start : start + len(mark)] != mark:
        place.note(f"{describe(written)}, which is no such video", VIDEO)


def address_of(path: Path) -> str:
    """The name under which a file is fetched: other content, other name, so it may be kept."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return digest[:24] + _ending(path)


def content_type(path: Path) -> str | None:
    """What a file is now, by its content; None where it is gone or no picture any more."""
    try:
        return CONTENT_TYPES[_ending(path)] if path.is_file() else None
    except (OSError, SyntaxError, ValueError):
        return None


def _ending(path: Path) -> str:
    if path.suffix.lower() in VIDEO_MARKS:
        return path.suffix.lower()
    with Image.open(path, formats=tuple(PICTURE_FORMATS)) as picture:
        return PICTURE_FORMATS[picture.format or ""]


def _check_opened(place: Place, written: str, picture: Image.Image) -> None:
    width, height = picture.size
    if max(width, height) > LARGEST_PICTURE_SIDE:
        _note_too_large(place, written, f"{width} x {height} pixels")
    elif getattr(picture, "n_frames", 1) > 1:
        place.note(f"{describe(written)}, which moves", f"{PICTURE} that stands still")
    else:
        picture.load()  # a file that was cut off is found only by reading it all


def _note_too_large(place: Place, written: str, size: str) -> None:
    side = LARGEST_PICTURE_SIDE
    place.note(f"{describe(written)} of {size}", f"at most {side} x {side} pixels")


def _is_small_enough(place: Place, folder: Path, written: str, most: int, wanted: str) -> bool:
    path = folder / written
    try:
        size = path.stat().st_size if path.is_file() else None
        with path.open("rb"):
            pass
    except (OSError, ValueError):
        size = None
    if size is None:
        place.note(f"{describe(written)}, which is not there or cannot be read", wanted)
    elif size > most:
        place.note(
            f"{describe(written)} of {size / MEGABYTE:.1f} MB",
            f"at most {most / MEGABYTE:.0f} MB",
        )
    return size is not None and size <= most
