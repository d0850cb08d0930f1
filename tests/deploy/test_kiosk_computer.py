"""What a small computer of the hall runs, as far as a machine without a screen can show it."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

import pytest
import zxingcpp
from PIL import Image, ImageColor

from look.colours import LIGHT
from tests.server_fixture import ServerHere, running_server

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.rglob("*.service"))
TERMINAL = "cage", "foot", "grim", "Xwayland", "unshare"
FONT = "monospace:pixelsize=18"
"""On a screen of 1280 x 720, which is what the headless one has, this makes 116 x 34 cells."""

T = TypeVar("T")


def needs(*programs: str) -> None:
    if missing := [program for program in programs if shutil.which(program) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")


def test_units_are_right(tmp_path: Path) -> None:
    needs("systemd-analyze")
    assert len(UNITS) == 3
    for unit in UNITS:
        # the programs are not on every machine; that they are is the installer's business
        written = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(written)
    units = [tmp_path / unit.name for unit in UNITS]
    found = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_units_never_give_up(unit: Path) -> None:
    written = unit.read_text()
    assert "Restart=always" in written
    assert "StartLimitIntervalSec=0" in written


def test_terminal_keeps_no_key_for_itself() -> None:
    needs("foot")
    written = (DEPLOY / "kiosk" / "foot.ini").read_text()
    subprocess.run(["foot", f"--config={DEPLOY}/kiosk/foot.ini", "--check-config"], check=True)
    for section in ("key-bindings", "mouse-bindings"):
        usual = _section(Path("/etc/xdg/foot/foot.ini").read_text().replace("\n# ", "\n"), section)
        ours = _section(written, section)
        bound = {name for name, keys in usual.items() if keys != "none"}
        assert {name for name in bound if ours.get(name) != "none"} == set()


def _section(ini: str, name: str) -> dict[str, str]:
    content = ini.split(f"[{name}]", 1)[1].split("\n[", 1)[0]
    pairs = re.findall(r"^([a-z-]+) *= *(.*)$", content, re.MULTILINE)
    return {key: value.strip() for key, value in pairs if key != "noop"}


def test_installer_is_a_sound_script_and_explains_itself() -> None:
    subprocess.run(["bash", "-n", DEPLOY / "install"], check=True)
    for arguments in ((), ("castle",)):
        told = subprocess.run(
            [DEPLOY / "install", *arguments], capture_output=True, text=True, check=False
        )
        assert told.returncode == 2
        assert "kiosk|display|server" in told.stderr


async def test_kiosk_fills_the_screen_and_gives_a_code_that_a_phone_can_read(
    tmp_path: Path,
) -> None:
    needs(*TERMINAL)
    async with running_server(tmp_path) as server, kiosk_screen(server, tmp_path) as screen:
        await screen.until(_is_paper)
        await screen.until(_offers_choices)
        (code,) = await screen.press_until("1", zxingcpp.read_barcodes)  # 1 leads on everywhere
        token = code.text.rsplit("/", 1)[1]
        assert (await server.ticket(token)).state in ("reserved", "waiting")


def _is_paper(picture: Image.Image) -> bool:
    """Whether the kiosk's own ground is in the corner: the terminal and its colours are there."""
    pixel = picture.getpixel((20, 700))
    return isinstance(pixel, tuple) and min(pixel[:3]) > 200


def _offers_choices(picture: Image.Image) -> bool:
    """Whether a field in the one accent is on the screen: the kiosk has begun and takes keys."""
    accent = ImageColor.getrgb(LIGHT.accent)
    found = picture.getcolors(picture.width * picture.height) or ()
    return any(colour == accent for _, colour in found)


class KioskScreen:
    """The picture on the screen of a headless compositor, and the keys of its kiosk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = folder / "keys"
        os.mkfifo(self.keys)

    async def press_until(self, key: str, look: Callable[[Image.Image], T]) -> T:
        """Press again at every new screen; what `look` finds in the picture, as soon as it does."""
        async with asyncio.timeout(120):
            shown = await self.picture()
            while not (found := look(shown)):
                self.keys.write_text(key)
                shown = await self.picture_after(shown)
        return found

    async def picture_after(self, before: Image.Image) -> Image.Image:
        """The next screen, drawn to its end: other than `before`, and the same twice."""
        last, now = before, await self.picture()
        while now == before or now != last:
            last, now = now, await self.picture()
        return now

    async def picture(self) -> Image.Image:
        """The screen now; black while there is none."""
        shot = self.folder / "screen.png"
        wayland = {"XDG_RUNTIME_DIR": str(self.folder), "WAYLAND_DISPLAY": "wayland-0"}
        grim = await asyncio.create_subprocess_exec(
            "grim", shot, env={**os.environ, **wayland}, stderr=asyncio.subprocess.DEVNULL
        )
        if await grim.wait() != 0:
            return Image.new("RGB", (1280, 720))
        with Image.open(shot) as picture:
            return picture.convert("RGB")

    async def until(self, look: Callable[[Image.Image], T]) -> T:
        """What `look` finds in the picture, as soon as it finds something."""
        async with asyncio.timeout(120):
            while True:
                if found := look(await self.picture()):
                    return found


def drawing_options() -> list[str]:
    """What makes an older cage draw every frame itself; newer ones read it in their environment.

    Left alone, cage hands the terminal's pictures to the screen undrawn, except when grim asks for
    one; and then it draws only what has changed since the last one it drew, or believes so. What
    the terminal showed in between is missing, often for good. Nothing is handed through to a
    screen that hangs upside down, and grim turns its picture back.
    """
    told = subprocess.run(["cage", "-h"], capture_output=True, text=True, check=False)
    return ["-r", "-r"] if "Rotate the output" in told.stdout + told.stderr else []


@asynccontextmanager
async def kiosk_screen(server: ServerHere, folder: Path) -> AsyncIterator[KioskScreen]:
    """cage, foot with the kiosk's own settings, and the kiosk, without a real screen.

    cage refuses to run as root, so root becomes somebody else in a namespace of its own.
    """
    screen = KioskScreen(folder)
    folder.chmod(0o700)  # noqa: ASYNC240 - one call, on a local disk
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    kiosk = [sys.executable, "-m", "antrean", "kiosk", "--server", server.url]
    key_file = await server.key_file("kiosk", "kiosk-1")
    kiosk += ["--office", server.office, "--key-file", str(key_file), "--name", "kiosk-1"]
    typing = [sys.executable, str(Path(__file__).with_name("typing_terminal.py")), str(screen.keys)]
    foot = ["foot", f"--config={DEPLOY}/kiosk/foot.ini", f"--override=font={FONT}"]
    running = await asyncio.create_subprocess_exec(
        *(namespace if os.geteuid() == 0 else []),
        *("cage", *drawing_options(), "--", *foot, *typing, *kiosk),
        cwd=ROOT,
        env={
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
            "WLR_SCENE_DISABLE_DIRECT_SCANOUT": "1",  # see drawing_options
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield screen
    finally:
        with suppress(ProcessLookupError):
            running.terminate()
        await running.wait()
