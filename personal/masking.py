"""How little of personal data is shown where it is not needed."""

HIDDEN = "••••"
"""Always as many, so that not even the length is told."""

SHOWN_BEFORE, SHOWN_AFTER = 4, 2


def masked(value: str) -> str:
    """`0812••••34`: enough to know one's own, or to tell two apart; no use to anybody else."""
    if len(value) <= 2 * (SHOWN_BEFORE + SHOWN_AFTER) - 3:
        return HIDDEN
    return f"{value[:SHOWN_BEFORE]}{HIDDEN}{value[-SHOWN_AFTER:]}"
