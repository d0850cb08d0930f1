"""Codes that come in key by key: scanned, typed or touched in, and told apart from presses."""
