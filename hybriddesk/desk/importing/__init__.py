"""Bringing work in: choose or drop files, look at what they hold, draft it."""
