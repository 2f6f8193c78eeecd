"""Passages: splitting, ranking and choosing text. Pure."""
