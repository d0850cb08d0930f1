"""antrean.toml: the server's own file."""
