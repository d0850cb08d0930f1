"""What the demo says first: where its screens are, and as whom to sign in there."""

from collections.abc import Iterator, Mapping

from demo.supervisor import MOST_DISPLAYS

PAGES = {
    "clerk": "the desk",
    "supervisor": "the desk, the whole office, the door",
    "door": "the door",
}
"""What each account is for."""


def address_lines(
    url: str, office_id: str, passwords: Mapping[str, str], *, has_door: bool
) -> Iterator[str]:
    """Every page of an office, and every account. `has_door`: whether it counts who is inside."""
    yield f"  lobby display  {url}/display/{office_id}?name=lobby"
    yield f"  desk           {url}/desk/{office_id}"
    yield f"  whole office   {url}/desk/{office_id}?view=hall"
    if has_door:
        yield f"  door           {url}/door/{office_id}"
    yield "The display shows a code for a moment: the demo's supervisor confirms it. Open more of"
    yield f"them, up to {MOST_DISPLAYS}, each under a name of its own. Everywhere else sign in as"
    for account, password in passwords.items():
        yield f"  {account:12} {password}   {PAGES[account]}"
