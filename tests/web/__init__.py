"""Tests of the web: over real sockets, against the real server."""
