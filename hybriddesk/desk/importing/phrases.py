"""Words of the import sheet and of a batch of drafts."""

from __future__ import annotations

from hybriddesk.desk.words import number, translated


def tr(text: str) -> str:
    """The sentence in the person's language."""
    return translated(text, "Import")


def counted(count: int, one: str, more: str) -> str:
    """``one`` for exactly one, else ``more``; both may hold ``{n}``."""
    return tr(one if count == 1 else more).format(n=number(count))
