"""What is asked and answered, in which order: from the greeting to the number, and back to it."""
