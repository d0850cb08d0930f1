"""How a TOML file becomes typed settings: shared by the server's files and the kiosk's.

    files      read a file, with plain words for what stops us before the first key
    kinds      lists and tables with these keys and no others
    values     texts, numbers, dates, one of several words
    problems   what is wrong: file, key, found, allowed, the nearest known word

Everything wrong with a file is told at once, as one `ConfigurationError`. Nothing here ever
writes a file.
"""
