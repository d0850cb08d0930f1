"""One visit, seen by everybody who takes part in it."""
