"""Draft against the person's version, as the desk paints and counts it. Pure: runs beside the editor or in a job."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.desk.review.marks import Look, Mark, Marks
from hybriddesk.desk.review.masking import Mask
from hybriddesk.review.words import Edit, diff, word_distance


@dataclass(frozen=True, slots=True)
class Comparison:
    """``edits``: the places a reader sees changed; ``distance``: share of words changed, 0..1; ``words`` in the person's version."""

    edits: tuple[Edit, ...]
    distance: float
    words: int


def compare(draft: str, final: str) -> Comparison:
    """What changed from ``draft`` to ``final``."""
    edits = tuple(edit for edit in diff(draft, final) if edit.kind != "equal" and not edit.quiet)
    return Comparison(edits, word_distance(draft, final) if edits else 0.0, len(final.split()))


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything painted over the two texts: removed words and values in the draft, added words and values in the version."""

    comparison: Comparison = Comparison((), 0.0, 0)
    removed: tuple[Mark, ...] = ()
    added: tuple[Mark, ...] = ()
    draft_values: tuple[Mark, ...] = ()
    final_values: tuple[Mark, ...] = ()
    strangers: tuple[str, ...] = ()
    """Words of the version that look like a token and were never issued."""


def picture(draft: str, final: str, mask: Mask, *, clear: bool) -> Picture:
    """The comparison of two shown texts with all its marks; ``clear``: they show real values."""
    found = compare(draft, final)
    return Picture(
        found,
        tuple(Mark(edit.draft_start, edit.draft_end, Look.REMOVED) for edit in found.edits),
        tuple(Mark(edit.final_start, edit.final_end, Look.ADDED) for edit in found.edits),
        personal(draft, mask, clear=clear),
        personal(final, mask, clear=clear),
        mask.strangers(final),
    )


def personal(text: str, mask: Mask, *, clear: bool) -> tuple[Mark, ...]:
    """Tokens, or the real values when those are shown."""
    places = mask.values(text) if clear else mask.tokens(text)
    return tuple(Mark(start, end, Look.TOKEN) for start, end in places)


def inline(comparison: Comparison, draft: str, final: str, mask: Mask, *, clear: bool) -> tuple[str, Marks]:
    """One text with removed and added words in place, and its marks."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = done = 0
    for edit in comparison.edits:
        for piece, look in (
            (final[done : edit.final_start], None),
            (draft[edit.draft_start : edit.draft_end], Look.REMOVED),
            (" " if edit.kind == "replace" else "", None),
            (final[edit.final_start : edit.final_end], Look.ADDED),
        ):
            if look is not None:
                marks.append(Mark(length, length + len(piece), look))
            pieces.append(piece)
            length += len(piece)
        done = edit.final_end
    text = "".join((*pieces, final[done:]))
    return text, Marks((*marks, *personal(text, mask, clear=clear)))
