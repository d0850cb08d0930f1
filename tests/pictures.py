"""Pictures and videos for tests, made on the spot."""

from pathlib import Path

from PIL import Image

MP4_BEGINNING = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"


def write_picture(path: Path, size: tuple[int, int] = (320, 180), colour: str = "teal") -> Path:
    """A picture in the format that the path's ending names."""
    Image.new("RGB", size, colour).save(path)
    return path


def write_video(path: Path) -> Path:
    """What begins as an MP4 does; no browser could play it."""
    path.write_bytes(MP4_BEGINNING + bytes(64))
    return path
