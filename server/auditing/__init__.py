"""Who did what to a ticket, told from the journal in plain sentences."""
