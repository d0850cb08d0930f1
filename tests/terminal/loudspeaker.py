"""A loudspeaker's program for tests: takes the path of a WAV, and notes what is in it."""

import sys
import time
from pathlib import Path

_SCRIPT = """#!{python}
import os, sys, time
from pathlib import Path
folder, log = Path({folder!r}), open({folder!r} + "/log", "a")
log.write(f"begin {{os.getpid()}}\\n"); log.flush()
content = Path(sys.argv[-1]).read_bytes()
(folder / f"{{len(list(folder.glob('*.wav'))):03}}.wav").write_bytes(content)
time.sleep({seconds})
log.write("end\\n")
sys.exit({status})
"""


class Loudspeaker:
    """Installs itself under `name` in a folder; `seconds` is how long it plays."""

    def __init__(self, bin_folder: Path, name: str, seconds: float = 0, status: int = 0) -> None:
        self._folder = bin_folder / f"heard-by-{name}"
        self._folder.mkdir(exist_ok=True)
        program = bin_folder / name
        program.write_text(
            _SCRIPT.format(
                python=sys.executable, folder=str(self._folder), seconds=seconds, status=status
            )
        )
        program.chmod(0o755)

    def sounds(self) -> list[bytes]:
        """What was played, in order."""
        return [path.read_bytes() for path in sorted(self._folder.glob("*.wav"))]

    def log(self) -> list[str]:
        """What happened: begin, end."""
        return [line.split()[0] for line in self._lines()]

    def wait(self) -> None:
        """Until it has begun. Blocks."""
        while not self._lines():
            time.sleep(0.01)

    def pid(self) -> int:
        """The process that began last."""
        return next(int(line.split()[1]) for line in reversed(self._lines()) if " " in line)

    def _lines(self) -> list[str]:
        path = self._folder / "log"
        return path.read_text().splitlines() if path.exists() else []
