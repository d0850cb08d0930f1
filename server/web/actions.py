"""What to say of a path that no route fits: unknown actions are told apart from unknown paths."""

import re
from collections.abc import Mapping

from protocol.refusals import Refusal, RefusalCode
from server.access.table import ACCESS

_LAST = re.compile(r"POST (?P<noun>.*/(?:\{\w+\}|day))/(?P<action>[a-z-]+)")


def _known_actions() -> Mapping[re.Pattern[str], tuple[str, ...]]:
    """For each noun that is acted upon, as a pattern of its path, its actions."""
    by_noun: dict[str, list[str]] = {}
    for name in ACCESS:
        if match := _LAST.fullmatch(name):
            by_noun.setdefault(match["noun"], []).append(match["action"])
    return {
        re.compile(re.sub(r"\{\w+\}", "[^/]+", noun)): tuple(actions)
        for noun, actions in by_noun.items()
    }


ACTIONS = _known_actions()


def unknown_route(method: str, path: str) -> Refusal:
    """The refusal for a request that no route fits."""
    noun, _, action = path.rpartition("/")
    if method == "POST":
        for pattern, known in ACTIONS.items():
            if pattern.fullmatch(noun):
                params = {"action": action, "known": ", ".join(known)}
                return Refusal(RefusalCode.ACTION_UNKNOWN, params)
    return Refusal(RefusalCode.ROUTE_UNKNOWN)
