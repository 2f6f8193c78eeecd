"""Words of the Knowledge place: kinds, sizes, states of sources."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from hybriddesk.desk.words import number, translated
from hybriddesk.vault.knowledge import SourceRow

PAGE, WORD = 1_800, 6
"""Characters of a page and of a word with its blank, as publishers count."""
State = Literal["changed", "gone"]
KINDS = {
    ".txt": "Text", ".md": "Text", ".eml": "Mail", ".docx": "Word", ".pdf": "PDF", ".csv": "Table", ".tsv": "Table", ".jsonl": "Data", ".ndjson": "Data",
}
STATES: dict[State, tuple[str, str, str]] = {
    "changed": ("Changed on disk", "warn", "The file was changed after it was read. Requests get the text as it was; read it again to take the new one."),
    "gone": (
        "File not here", "warn",
        (
            "The file is not on this computer: it was moved or deleted, or the source was added on another computer. Requests still get its text, "
            "which is kept here; remove the source if it is out of date."
        ),
    ),
}
"""Per state of a source's file: a word, the tone of its chip, and what it means."""


def tr(text: str) -> str:
    """The text in the person's language."""
    return translated(text, "Knowledge")


def counted(count: int, one: str, more: str, **facts: str) -> str:
    """``one`` for exactly one, else ``more``; both may hold ``{n}`` and the facts."""
    return tr(one if count == 1 else more).format(n=number(count), **facts)


def kind_words(row: SourceRow) -> str:
    """What kind of file it was; a text that came from no file says so."""
    return tr(KINDS.get(PurePath(row.path).suffix.lower(), "File")) if row.path else tr("Pasted text")


def size_words(characters: int) -> str:
    """About how many words, or pages from one on."""
    if characters < PAGE:
        return counted(max(1, round(characters / WORD)), "1 word", "{n} words")
    return counted(round(characters / PAGE), "1 page", "{n} pages")


def used_words(runs: int) -> str:
    """How many requests a source was given to."""
    return counted(runs, "1 request", "{n} requests") if runs else tr("Not yet")
