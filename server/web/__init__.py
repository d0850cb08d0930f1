"""HTTP: what comes in (`requests`), the table of `routes`, what it leads to (`api`, `pages`)."""
