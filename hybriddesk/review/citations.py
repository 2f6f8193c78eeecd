"""Citations that the given passages do not bear out: numbers of passages that are not there, quotations nobody wrote, foreign links."""

from __future__ import annotations

import re

from hybriddesk.review.pieces import matches

Span = tuple[int, int]

_MARK = re.compile(r"\[(\d{1,3})\]")
_QUOTE = re.compile(r"[\"“„«]([^\"“”„«»\n]{20,400})[\"”“»]")
_LINK = re.compile(r"https?://[^\s<>\"')\]]{3,300}")
_GAP = re.compile(r"\W+")
QUOTED_WORDS = 4
"""Fewer words between quotation marks are a term, not a quotation."""


def unfounded(text: str, context: str) -> list[Span]:
    """Spans of such citations, in order. Without passages nothing is said."""
    if not context.strip():
        return []
    known = {int(mark) for mark in _MARK.findall(context)}
    plain, folded = _plain(context), context.casefold()
    spans = [match.span() for match in matches(_MARK, text) if known and int(match.group(1)) not in known]
    spans += [match.span() for match in matches(_LINK, text) if match.group().rstrip(".,;:!?").casefold() not in folded]
    spans += [match.span() for match in matches(_QUOTE, text) if _is_quotation(match.group(1)) and _plain(match.group(1)) not in plain]
    return sorted(spans)


def _is_quotation(text: str) -> bool:
    return len(text.split()) >= QUOTED_WORDS


def _plain(text: str) -> str:
    """Letters and digits alone, one blank between: signs and line ends of a quotation may differ."""
    return _GAP.sub(" ", text.casefold()).strip()
