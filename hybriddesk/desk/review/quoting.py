"""Passages of the texts on the desk: which words are marked now, and going to words that a note quotes."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel

from hybriddesk.desk.review.bench import Bench
from hybriddesk.desk.review.marks import Look, Mark
from hybriddesk.desk.review.text_view import BLOCK_END, TextView
from hybriddesk.vault.notes import About


def marked(bench: Bench) -> tuple[About, str]:
    """Where words are marked, and the words as they stand on the screen; ``("", "")`` where none are."""
    texts = bench.texts
    views: tuple[tuple[About, TextView], ...] = (("draft", texts.draft), ("version", texts.editor))
    focused = sorted(views, key=lambda pair: not pair[1].hasFocus())  # words may be marked in both: the one in use goes first
    for about, view in focused:
        words = view.textCursor().selectedText().replace(BLOCK_END, "\n")
        if words.strip() and view.isVisible():
            return about, words
    body = bench.message.body
    return ("request", body.selectedText()) if body.selectedText().strip() else ("", "")


def go_to(bench: Bench, about: About, words: str) -> bool:
    """Brings the words into sight and marks them; False if they do not stand there any more."""
    if about == "request":
        return _in_request(bench, words)
    view = bench.texts.draft if about == "draft" else bench.texts.editor
    found = _find(view.text(), words)
    if found is None:
        return False
    bench.show_mode("side")
    if about == "draft":
        bench.texts.show_reason((found,))
    else:
        view.reveal(Mark(*found, Look.REASON))
        view.select(*found)
    return True


def _in_request(bench: Bench, words: str) -> bool:
    message = bench.message
    if not message.is_open:
        message.toggle()
    found = _find(message.body.text(), words)
    if found is not None:
        _select(message.body, *found)
    return found is not None


def _select(label: QLabel, start: int, end: int) -> None:
    """Qt counts in UTF-16 units."""
    before, within = (len(part.encode("utf-16-le")) // 2 for part in (label.text()[:start], label.text()[start:end]))
    label.setSelection(before, within)


def _find(text: str, words: str) -> tuple[int, int] | None:
    """The first place of the words, whatever the white space between them: a folded request shows its lines as one."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, text) if pattern else None
    return found.span() if found else None
