"""What one keystroke costs while a person edits a long draft: the changed places and the share of words, beside difflib."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from hybriddesk.headless.benches.scrub import letters
from hybriddesk.headless.benches.timing import cpu_seconds, share
from hybriddesk.records.measure import Figure
from hybriddesk.review.words import diff, word_distance

DRAFT, KEYS, DIFFLIB = 100 * 1024, 60, 10 * 1024
KEYSTROKE_MS = 4.0


def measure(scale: float) -> Iterator[Figure]:
    """Edits at the beginning, the middle and the end; the person's earlier changes stand all over the text."""
    draft = letters(max(int(DRAFT * scale), 2048))
    edited = draft.replace("twice", "once or twice")
    keys = max(int(KEYS * scale), 6)
    for name, base in (("untouched draft", draft), ("changed all over", edited)):
        finals = list(_typed(base, keys))
        places = [cpu_seconds(lambda f=final: diff(draft, f)) for final in finals]  # type: ignore[misc]
        whole = [cpu_seconds(lambda f=final: _keystroke(draft, f)) for final in finals]  # type: ignore[misc]
        yield Figure(f"keystroke, {name}: changed places, median", share(places, 0.5) * 1e3, "ms")
        yield Figure(f"keystroke, {name}: all of it, median", share(whole, 0.5) * 1e3, "ms", target=KEYSTROKE_MS)
        yield Figure(f"keystroke, {name}: all of it, p99", share(whole, 0.99) * 1e3, "ms")
    small, changed = draft[:DIFFLIB], edited[:DIFFLIB]
    ours = cpu_seconds(lambda: _keystroke(small, changed))
    theirs = cpu_seconds(lambda: difflib.SequenceMatcher(None, small.split(), changed.split(), autojunk=False).get_opcodes())
    yield Figure("10 KB beside difflib", ours * 1e3, "ms", theirs * 1e3, 1.0, "ratio <=")


def _keystroke(draft: str, final: str) -> None:
    """What the review desk works out after each key: places, share of words, number of words."""
    diff(draft, final)
    word_distance(draft, final)
    len(final.split())


def _typed(text: str, keys: int) -> Iterator[str]:
    places = (0, len(text) // 2, len(text))
    for number in range(keys):
        at = places[number % 3]
        yield text[:at] + "also here "[: number // 3 % 10 + 1] + text[at:]
