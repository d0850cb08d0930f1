"""The table of access as people read it: `python -m server.access.told` writes it into the docs.

docs/security.md has it between two marks; a test holds that page to `ACCESS`.
"""

from pathlib import Path

from server.access.roles import Asker
from server.access.table import ACCESS, EVERYBODY, ITSELF, Who

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- table of access: begin -->", "<!-- table of access: end -->"
COLUMNS = (
    Asker.PUBLIC,
    Asker.KIOSK,
    Asker.DISPLAY,
    Asker.CLERK,
    Asker.DOOR_KEEPER,
    Asker.SUPERVISOR,
    Asker.ADMINISTRATOR,
)
YES, ITSELF_ONLY, MACHINE_ONLY, NO = "yes", "itself", "this machine", "-"


def write_table() -> str:
    """The whole table, in Markdown."""
    head = ["route", *COLUMNS]
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [_line([f"`{name}`", *_cells(name, who)]) for name, who in ACCESS.items()]
    return "\n".join(lines)


def in_page(page: str) -> str:
    """The page with the table as it is now. Raises ValueError where it has no marks."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{write_table()}\n{END}{after}"


def _cells(name: str, who: Who) -> list[str]:
    return [_cell(name, who, asker) for asker in COLUMNS]


def _cell(name: str, who: Who, asker: Asker) -> str:
    if asker not in who:
        is_near = asker is Asker.PUBLIC and Asker.THIS_MACHINE in who
        return MACHINE_ONLY if is_near else NO
    is_device = asker in (Asker.KIOSK, Asker.DISPLAY)
    return ITSELF_ONLY if is_device and name in ITSELF and who is not EVERYBODY else YES


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(in_page(PAGE.read_text("utf-8")), "utf-8")
