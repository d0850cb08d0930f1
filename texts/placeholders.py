"""What can be wrong with a translation beyond its absence: its placeholders."""

import re

from babel.messages.catalog import Catalog

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_LOOSE_PERCENT = re.compile(r"%(?!\(\w+\)s|%)")


def list_placeholder_problems(catalogue: Catalog) -> list[str]:
    """Entries whose text has other placeholders than its key, or a `%` that is none.

    The singular of a key may leave out the number ("one person"), a translation of it too.
    """
    problems = []
    for message in catalogue:
        keys = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        allowed = set().union(*map(list_placeholders, keys))
        demanded = set.intersection(*map(list_placeholders, keys))
        for text in filter(None, texts if message.id else ()):
            found = list_placeholders(text)
            if not demanded <= found <= allowed:
                problems.append(
                    f"placeholders differ: {keys[-1]!r} has {sorted(allowed)}, "
                    f"{text!r} has {sorted(found)}"
                )
            if allowed and _LOOSE_PERCENT.search(text):
                problems.append(f"a % that is no placeholder in {text!r}")
    return problems


def list_placeholders(text: str) -> set[str]:
    """The names of the `%(name)s` placeholders in a text."""
    return set(_PLACEHOLDER.findall(text))
