"""Word diff between a draft and the person's version, and the edit distance that the figures use.

Paragraphs are aligned first, then words inside the paragraphs that differ, so that a key press in a long text costs one
paragraph. All offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from hybriddesk.review.pieces import matches, words

Kind = Literal["equal", "insert", "delete", "replace"]

MERGE_WORDS = 2
"""Edits at most this many unchanged words apart are shown as one place: readable places instead of confetti."""
MOST_CELLS = 4_000_000_000
"""Above this many word pairs (about 60,000 words on each side, all of them in changed paragraphs) the block counts as replaced."""

_WORD = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
_GAP = re.compile(r"\s+")

Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """One piece of the diff; the pieces tile both texts. ``quiet``: only white space differs, painters skip it."""

    kind: Kind
    draft_start: int
    draft_end: int
    final_start: int
    final_end: int
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class EditDistance:
    """Share of the text that changed, 0 (same) to 1 (nothing kept), by words and by characters."""

    words: float
    chars: float


def diff(draft: str, final: str) -> tuple[Edit, ...]:
    """The edits that lead from ``draft`` to ``final``, in order, neighbours of one kind joined."""
    edits: list[Edit] = []
    for d0, d1, f0, f1, same in _paragraphs(draft, final):
        if same:
            edits.append(Edit("equal", d0, d1, f0, f1))
        else:
            edits.extend(_words(draft, final, (d0, d1, f0, f1)))
    return tuple(_joined(draft, final, edits))


def places(edits: Iterable[Edit]) -> int:
    """How many places a reader sees changed."""
    return sum(edit.kind != "equal" and not edit.quiet for edit in edits)


def edit_distance(draft: str, final: str) -> EditDistance:
    """1 - token ratio, after NFC and with white space normalised. Two empty texts are equal."""
    return EditDistance(word_distance(draft, final), Indel.normalized_distance(_normal(draft), _normal(final)))


def word_distance(draft: str, final: str) -> float:
    """The words part alone, 0..1. While somebody types, ``live.LiveDistance`` gives the same figure for less."""
    return Indel.normalized_distance(tokens(draft), tokens(final))


def tokens(text: str) -> list[str]:
    """The words and signs that the distance counts, after NFC. None of them crosses a line."""
    return words(_WORD, _nfc(text))


def count(text: str) -> int:
    """How many words a person would count."""
    return sum(match.group()[0].isalnum() for match in matches(_WORD, text))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _normal(text: str) -> str:
    return " ".join(_nfc(text).split())


def _paragraphs(draft: str, final: str) -> Iterator[tuple[int, int, int, int, bool]]:
    """Aligned runs of whole lines: offsets in both texts and whether they are equal."""
    before, after = draft.splitlines(keepends=True), final.splitlines(keepends=True)
    d_at, f_at = _starts(before), _starts(after)
    for same, ops in groupby(Levenshtein.opcodes(before, after), key=lambda op: op.tag == "equal"):
        run = list(ops)
        yield d_at[run[0].src_start], d_at[run[-1].src_end], f_at[run[0].dest_start], f_at[run[-1].dest_end], same


def _starts(pieces: Iterable[str]) -> list[int]:
    return list(accumulate((len(piece) for piece in pieces), initial=0))


def _words(draft: str, final: str, block: Block) -> Iterator[Edit]:
    """The word edits inside one changed run of lines."""
    d0, d1, f0, f1 = block
    head = _common_head(draft[d0:d1], final[f0:f1])
    tail = _common_tail(draft[d0 + head : d1], final[f0 + head : f1])
    if head:
        yield Edit("equal", d0, d0 + head, f0, f0 + head)
    yield from _token_edits(draft, final, (d0 + head, d1 - tail, f0 + head, f1 - tail))
    if tail:
        yield Edit("equal", d1 - tail, d1, f1 - tail, f1)


def _common_head(one: str, other: str) -> int:
    """Length of the equal beginning, cut back to the start of a word."""
    shared = _shared(min(len(one), len(other)), lambda n: one[:n] == other[:n])
    return 0 if shared == 0 else max(one.rfind(" ", 0, shared), one.rfind("\n", 0, shared)) + 1


def _common_tail(one: str, other: str) -> int:
    """Length of the equal end, cut forward to the start of a word."""
    shared = _shared(min(len(one), len(other)), lambda n: one[len(one) - n :] == other[len(other) - n :])
    gap = _GAP.search(one, len(one) - shared)
    return len(one) - gap.end() if gap else 0


def _shared(most: int, same: Callable[[int], bool]) -> int:
    """The largest n for which ``same`` holds, by bisection: slices compare at memory speed."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _token_edits(draft: str, final: str, block: Block) -> Iterator[Edit]:
    d0, d1, f0, f1 = block
    before, d_at = _tokens(draft, d0, d1)
    after, f_at = _tokens(final, f0, f1)
    if len(before) * len(after) > MOST_CELLS:
        yield Edit("replace", d0, d1, f0, f1)
        return
    steps = Levenshtein.opcodes(before, after)
    runs = [(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in steps]
    for same, i, j, k, m in _merged(before, runs):
        if same:
            yield from _kept(draft, final, d_at[i : j + 1], f_at[k : m + 1])
        else:
            yield _changed(draft, final, (d_at[i], d_at[j], f_at[k], f_at[m]))


def _tokens(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Words and signs, and where each starts; a token reaches to the start of the next. The first is the white space before them."""
    keys, at = [""], [start]
    for match in _WORD.finditer(text, start, end):
        keys.append(match.group())
        at.append(match.start())
    return keys, [*at, end]


Run = tuple[bool, int, int, int, int]


def _merged(before: list[str], runs: list[Run]) -> list[Run]:
    """Joins edits that have at most ``MERGE_WORDS`` unchanged words between them."""
    out: list[Run] = []
    for place, (same, i, j, k, m) in enumerate(runs):
        between = 0 < place < len(runs) - 1
        near = same and between and sum(key[:1].isalnum() for key in before[i:j]) <= MERGE_WORDS
        if same and not near:
            out.append((True, i, j, k, m))
        elif out and not out[-1][0]:
            _, first_i, _, first_k, _ = out.pop()
            out.append((False, first_i, j, first_k, m))
        else:
            out.append((False, i, j, k, m))
    return out


def _kept(draft: str, final: str, d_at: list[int], f_at: list[int]) -> Iterator[Edit]:
    """Equal words; where the white space after one differs, a quiet edit."""
    for (d0, d1), (f0, f1) in zip(pairwise(d_at), pairwise(f_at), strict=True):
        if draft[d0:d1] == final[f0:f1]:
            yield Edit("equal", d0, d1, f0, f1)
            continue
        word = _shared(min(d1 - d0, f1 - f0), lambda n, d=d0, f=f0: draft[d : d + n] == final[f : f + n])  # type: ignore[misc]
        yield Edit("equal", d0, d0 + word, f0, f0 + word)
        yield _changed(draft, final, (d0 + word, d1, f0 + word, f1))


def _changed(draft: str, final: str, block: Block) -> Edit:
    d0, d1, f0, f1 = block
    quiet = not draft[d0:d1].strip() and not final[f0:f1].strip()
    return Edit("insert" if d0 == d1 else "delete" if f0 == f1 else "replace", d0, d1, f0, f1, quiet)


def _joined(draft: str, final: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Drops empty pieces, gives equal white space at the end of a change back, joins neighbours of one kind."""
    last: Edit | None = None
    for edit in _split_ends(draft, final, edits):
        if last is not None and (last.kind == "equal") == (edit.kind == "equal") and last.quiet == edit.quiet:
            block = (last.draft_start, edit.draft_end, last.final_start, edit.final_end)
            last = Edit("equal", *block) if last.kind == "equal" else _changed(draft, final, block)
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _split_ends(draft: str, final: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        d1, f1 = edit.draft_end, edit.final_end
        if edit.kind == "replace":
            same = _common_space(draft[edit.draft_start : d1], final[edit.final_start : f1])
            d1, f1 = d1 - same, f1 - same
        if (d1, f1) != (edit.draft_start, edit.final_start):
            kept = _changed(draft, final, (edit.draft_start, d1, edit.final_start, f1))
            yield edit if edit.kind == "equal" else kept
        if d1 != edit.draft_end:
            yield Edit("equal", d1, edit.draft_end, f1, edit.final_end)


def _common_space(one: str, other: str) -> int:
    """How much equal white space both end in."""
    ends = one[len(one.rstrip()) :], other[len(other.rstrip()) :]
    return _shared(min(map(len, ends)), lambda n: ends[0][len(ends[0]) - n :] == ends[1][len(ends[1]) - n :])
