"""An office that asks for personal data: the busy day's, with a telephone number and a NIK.

Certificates (`akta`) may have both, and cannot do without the NIK; applications (`permohonan`) ask
for the number alone; collecting a card (`pengambilan`) asks for nothing.
"""

from pathlib import Path

from tests.server_fixture import BUSY_DAY

PHONE, NIK = "081234567834", "9999991205900001"
"""As they are kept. Region 999999 is nobody's, so that no real person's number is made."""

PERSONAL = """
[personal.phone]
purpose.id = "Agar kami dapat memberi tahu bila berkas siap."
purpose.en = "So that we can tell you when your papers are ready."
days = 3

[personal.nik]
purpose.id = "Agar berkas Anda disiapkan lebih dahulu."
purpose.en = "So that your papers are prepared."
regions = ["1671", "9999"]
"""


def asking_office(folder: Path, personal: str = PERSONAL) -> Path:
    """The file of such an office in `folder`, without places."""
    text = BUSY_DAY.read_text()
    for service, asks in {
        "akta": 'needs = ["nik"]\nasks = ["phone"]',
        "permohonan": 'asks = ["phone"]',
    }.items():
        line = f'id = "{service}"\n'
        assert text.count(line) == 1
        text = text.replace(line, f"{line}{asks}\n")
    office = folder / BUSY_DAY.name
    office.write_text(text + personal)
    return office
