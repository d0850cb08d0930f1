"""The server: rules, configuration, journal, the office's one writer, and the web."""
