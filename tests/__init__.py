"""The tests of Antrean."""
