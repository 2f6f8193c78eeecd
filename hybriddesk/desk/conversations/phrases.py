"""Words of this place."""

from __future__ import annotations

from hybriddesk.desk.words import translated


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return translated(text, "Conversations")
