"""The lobby in an OFFICE.toml, and the plan of it beside that file."""
