"""What comes in: from where, by whom, whether they may, and what they ask for."""
