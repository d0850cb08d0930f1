"""Tables of the file that are rules: their keys are the rule's fields, with the rule's defaults."""

from settings.kinds import Key, Scalar, Table
from settings.values import whole

A_DAY_SECONDS = 24 * 60 * 60

SECONDS = whole(1, A_DAY_SECONDS, "seconds")
SECONDS_OR_NONE = whole(0, A_DAY_SECONDS, "seconds")
COUNT = whole(1)
COUNT_OR_NONE = whole(0)


def rule_table(defaults: object, **kinds: Scalar) -> Table:
    """The table of a rule, `defaults` being the rule as it is where the file says nothing."""
    return Table(*(Key(name, kind, getattr(defaults, name)) for name, kind in kinds.items()))
